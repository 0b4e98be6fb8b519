package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mrc.serving.ServingAddress;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class EngineStarterTest {
    @TempDir
    Path base;

    private final Fired fired = new Fired();

    @Test
    void saysWhereItListensOnceThePortIsOpen() throws IOException, InterruptedException {
        SavedModels.half(base.resolve("1"), 2);
        EngineStarter starter = starter(Map.of("mrc.engine.model-base-path", base.toString()));

        starter.start(new StartupEvent());

        URI status = fired.addresses.get(0).uri().resolve("/v1/models/bert");
        int code = HttpClient.newHttpClient().send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString())
                .statusCode();
        assertThat(code).isIn(200, 404);
        starter.stop(new ShutdownEvent());
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(HttpRequest.newBuilder(status).build(),
                BodyHandlers.discarding())).isInstanceOf(IOException.class);
    }

    @Test
    void staysOutWhenThereIsAServerToCall() {
        EngineStarter starter = starter(Map.of("mrc.serving.url", "http://models.example:8501"));

        starter.start(new StartupEvent());
        starter.stop(new ShutdownEvent());

        assertThat(fired.addresses).isEmpty();
    }

    @Test
    void takenPortEndsTheStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            EngineStarter starter = starter(Map.of("mrc.engine.port", "" + taken.getLocalPort(), "mrc.engine.host", "0.0.0.0",
                    "mrc.engine.model-base-path", base.toString()));

            assertThatThrownBy(() -> starter.start(new StartupEvent())).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("" + taken.getLocalPort()).hasMessageContaining("mrc.engine.port");
        }
    }

    @Test
    void missingModelPathEndsTheStart() {
        EngineStarter starter = starter(Map.of("mrc.engine.model-base-path", base.resolve("none").toString()));

        assertThatThrownBy(() -> starter.start(new StartupEvent())).hasMessageContaining("mrc.engine.model-base-path")
                .hasMessageContaining(base.resolve("none").toString());
        assertThat(fired.addresses).isEmpty();
    }

    @Test
    void metricsAreWhereTheFileSays() throws IOException {
        SavedModels.half(base.resolve("1"), 2);
        Path file = Files.writeString(base.resolve("monitoring.config"), "prometheus_config { enable: true path: '/metrics' }");
        EngineStarter starter = starter(Map.of("mrc.engine.model-base-path", base.toString(),
                "mrc.engine.monitoring-config-file", file.toString()));

        starter.start(new StartupEvent());

        String page = new RawHttp(fired.addresses.get(0).uri()).get("/metrics").body();
        starter.stop(new ShutdownEvent());
        assertThat(page).contains("# TYPE :tensorflow:serving:request_count counter");
    }

    @Test
    void brokenMonitoringFileEndsTheStart() throws IOException {
        Path file = Files.writeString(base.resolve("monitoring.config"), "prometheus_config { enable: maybe }");
        EngineStarter starter = starter(Map.of("mrc.engine.model-base-path", base.toString(),
                "mrc.engine.monitoring-config-file", file.toString()));

        assertThatThrownBy(() -> starter.start(new StartupEvent())).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mrc.engine.monitoring-config-file").hasMessageContaining("line 1, column 29");
        assertThat(fired.addresses).isEmpty();
    }

    private EngineStarter starter(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(Map.of("user.home", base.toString(), "mrc.engine.port", "0"));
        properties.putAll(settings);
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withMapping(EngineConfig.class).withSources(new PropertiesConfigSource(properties, "test", 0)).build();
        return new EngineStarter(config.getConfigMapping(EngineConfig.class), config, fired);
    }

    /** Collects what is fired. */
    private static final class Fired implements Event<ServingAddress> {
        final List<ServingAddress> addresses = new ArrayList<>();

        @Override
        public void fire(ServingAddress address) {
            addresses.add(address);
        }

        @Override
        public <U extends ServingAddress> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends ServingAddress> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<ServingAddress> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends ServingAddress> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends ServingAddress> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
