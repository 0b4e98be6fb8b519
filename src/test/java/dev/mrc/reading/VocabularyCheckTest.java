package dev.mrc.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.window.SpanModel.Description;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class VocabularyCheckTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aModelOfAnotherVocabularyShowsInMetricAndHealthAndTheServiceStaysReady() throws IOException {
        Tokenizer tokenizer = new ModelBeans(ModelFiles.bundled(), new ObjectMapper()).tokenizer();
        VocabularyCheck check = new VocabularyCheck(tokenizer, registry);
        assertFound(check, "unknown", 0);

        check.compare(served(tokenizer.vocabulary().sha256()));
        assertFound(check, "same", 0);

        check.compare(served("0".repeat(64)));
        assertFound(check, "different", 1);

        check.compare(new Description("bert", "3", OptionalInt.empty()));
        assertFound(check, "unknown", 0);
    }

    private void assertFound(VocabularyCheck check, String finding, double mismatch) {
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        assertThat(check.call().getData().orElseThrow()).containsEntry("vocabulary", finding);
        assertThat(registry.get("mrc.model.vocabulary.mismatch").gauge().value()).isEqualTo(mismatch);
    }

    private static Description served(String vocabulary) {
        return new Description("bert", "2", OptionalInt.empty(), Optional.of(vocabulary), 0);
    }
}
