package dev.mrc.serving.client;

import java.net.URI;
import java.util.function.Function;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.serving.ModelMetadata;
import dev.mrc.serving.ModelStatus;
import dev.mrc.serving.ServingAddress;
import io.netty.handler.codec.DecoderException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;

/** The model that is called: where its server listens, its name, and its version or label if one is configured. */
@ApplicationScoped
class ServingTarget {
    private final ServingClient client;
    private final ServingConfig config;
    private volatile String base;

    ServingTarget(@RestClient ServingClient client, ServingConfig config) {
        if (config.versionLabel().isPresent() && config.version().isPresent()) {
            throw new IllegalArgumentException("mrc.serving.version-label and mrc.serving.version exclude each other");
        }
        this.client = client;
        this.config = config;
        this.base = config.url().map(ServingTarget::base).orElse(null);
    }

    /** The embedded engine listens; a configured server goes before it. */
    void listens(@Observes ServingAddress address) {
        if (config.url().isEmpty()) {
            base = base(address.uri());
        }
    }

    /** Once every part that could offer a server has started; without one no question would ever be answered. */
    void started(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        if (base == null) {
            throw new ConfigurationException("mrc.serving.url is not set and this build has no engine of its own: set it (or "
                    + "MRC_SERVING_URL) to the REST address of a TensorFlow Serving, such as http://tensorflow-serving:8501.");
        }
    }

    /** How metrics call the version that is asked for. */
    String label() {
        return config.versionLabel().orElseGet(() -> config.version().isPresent()
                ? Long.toString(config.version().getAsLong())
                : "latest");
    }

    String model() {
        return config.model();
    }

    Uni<byte[]> predict(byte[] body) {
        return at(address -> calling(address, body));
    }

    private Uni<byte[]> calling(String address, byte[] body) {
        if (config.versionLabel().isPresent()) {
            return client.predictLabel(address, config.model(), config.versionLabel().get(), body);
        }
        return config.version().isPresent()
                ? client.predictVersion(address, config.model(), config.version().getAsLong(), body)
                : client.predict(address, config.model(), body);
    }

    Uni<ModelMetadata> metadata() {
        return at(address -> {
            if (config.versionLabel().isPresent()) {
                return client.metadataOfLabel(address, config.model(), config.versionLabel().get());
            }
            return config.version().isPresent()
                    ? client.metadataOfVersion(address, config.model(), config.version().getAsLong())
                    : client.metadata(address, config.model());
        });
    }

    Uni<ModelStatus> status() {
        return at(address -> client.status(address, config.model()));
    }

    private <T> Uni<T> at(Function<String, Uni<T>> call) {
        String address = base;
        return address == null
                ? Uni.createFrom().failure(ServingFailure.unavailable("The embedded engine is not up yet", null))
                : call.apply(address).onFailure(ServingTarget::isNoHttp).transform(ServingTarget::noHttp);
    }

    /** What the decoder of answers throws; nothing of ours throws it before there is an answer. */
    private static boolean isNoHttp(Throwable failure) {
        return failure instanceof DecoderException || failure instanceof IllegalArgumentException;
    }

    private static MrcException noHttp(Throwable failure) {
        return new MrcException(ErrorCode.MODEL_ERROR, "What listens at the model server's address does not speak HTTP",
                failure);
    }

    private static String base(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
