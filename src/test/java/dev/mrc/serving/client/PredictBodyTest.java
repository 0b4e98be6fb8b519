package dev.mrc.serving.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

class PredictBodyTest {
    private final PredictBody body = new PredictBody("serving_default");

    @Test
    void bodyIsTheRowForm() {
        byte[] written = body.of(List.of("가".getBytes(StandardCharsets.UTF_8), new byte[] { 1 }));

        assertThat(new String(written, StandardCharsets.US_ASCII)).isEqualTo("{\"signature_name\":\"serving_default\","
                + "\"instances\":[{\"examples\":{\"b64\":\"6rCA\"}},{\"examples\":{\"b64\":\"AQ==\"}}]}");
    }

    @Test
    void base64IsTheOneOfTheJdkAtEveryLength() {
        Random random = new Random(7);
        List<byte[]> examples = new ArrayList<>();
        for (int length = 0; length < 300; length++) {
            byte[] example = new byte[length];
            random.nextBytes(example);
            examples.add(example);
        }

        JsonArray instances = new JsonObject(Buffer.buffer(body.of(examples))).getJsonArray("instances");

        for (int i = 0; i < examples.size(); i++) {
            assertThat(instances.getJsonObject(i).getJsonObject("examples").getString("b64"))
                    .isEqualTo(Base64.getEncoder().encodeToString(examples.get(i)));
        }
    }

    @Test
    void signatureThatWouldBreakTheJsonIsRefused() {
        assertThatThrownBy(() -> new PredictBody("a\"b")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mrc.serving.signature");
    }
}
