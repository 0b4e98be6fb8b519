package dev.mrc.reading;

import java.io.IOException;
import java.util.function.Function;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.window.ExampleEncoder;
import dev.mrc.window.SpanModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Makes readers for tools that run without the service around them. */
public final class LocalReader {
    private LocalReader() {
    }

    /**
     * A reader with the service's own settings.
     *
     * @param files vocabulary and configuration of the model
     * @param model makes, from what encodes windows for that vocabulary, the model
     */
    public static Reader of(ModelFiles files, Function<ExampleEncoder, SpanModel> model) throws IOException {
        ModelBeans beans = new ModelBeans(files, new ObjectMapper());
        Tokenizer tokenizer = beans.tokenizer();
        ReadingConfig config = new SmallRyeConfigBuilder().addDefaultSources().addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(ReadingConfig.class).withValidateUnknown(false).build().getConfigMapping(ReadingConfig.class);
        MeterRegistry figures = new SimpleMeterRegistry();
        return new Reader(tokenizer, model.apply(beans.encoder(tokenizer)), beans.description(),
                new VocabularyCheck(tokenizer, figures), config, new QuestionMetrics(figures));
    }
}
