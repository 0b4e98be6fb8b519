package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mrc.tokenize.ModelFiles;

class ModelCacheTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path cache;

    @Test
    void servableStandsReadyWithVocabularyAndConfigBesideIt() throws IOException {
        Path base = ModelCache.basePath(TinyModel.FILES, cache.resolve("not/yet/there"));

        assertThat(base.getFileName()).hasToString("bert");
        assertThat(base.resolve("vocab.txt")).hasBinaryContent(bytes("vocab.txt"));
        assertThat(base.resolve("config.json")).hasBinaryContent(bytes("config.json"));
        try (ServedModel model = ServedModel.load(base.resolve("1"))) {
            TinyModel.Golden window = TinyModel.golden().get(0);
            assertThat(model.predict(window.ids()).start()[0]).containsExactly(window.start(), offset(1e-4f));
        }
    }

    @Test
    void secondStartFindsTheFirstOnes() throws IOException {
        Path graph = ModelCache.basePath(TinyModel.FILES, cache).resolve("1/saved_model.pb");
        Files.setLastModifiedTime(graph, LONG_AGO);

        ModelCache.basePath(TinyModel.FILES, cache);

        assertThat(Files.getLastModifiedTime(graph)).isEqualTo(LONG_AGO);
        assertThat(cache).satisfies(ModelCacheTest::holdsOneDirectory);
    }

    @Test
    void otherVocabularyGetsAnotherPlace() throws IOException {
        String vocabulary = new String(bytes("vocab.txt"), StandardCharsets.UTF_8);
        ModelFiles other = with(Map.of("vocab.txt", vocabulary.replace("세종", "정조")));

        assertThat(ModelCache.basePath(other, cache)).isNotEqualTo(ModelCache.basePath(TinyModel.FILES, cache));
    }

    @Test
    void leftoversOfAKilledRunAreNoModel() throws IOException {
        Path base = ModelCache.basePath(TinyModel.FILES, cache);
        Path partial = Files.createDirectories(cache.resolve("." + base.getParent().getFileName() + ".x.partial/bert/1"));
        Files.writeString(partial.resolve("saved_model.pb"), "반쪽");
        StagedDirectory.delete(base.getParent());

        assertThat(ModelCache.basePath(TinyModel.FILES, cache)).isEqualTo(base);

        assertThat(base.resolve("1/variables/variables.index")).isNotEmptyFile();
    }

    @Test
    void damagedCopyIsMadeAnew() throws IOException {
        Path base = ModelCache.basePath(TinyModel.FILES, cache);
        Files.delete(base.resolve("1/variables/variables.index"));

        ModelCache.basePath(TinyModel.FILES, cache);

        assertThat(base.resolve("1/variables/variables.index")).isNotEmptyFile();
    }

    @Test
    void manyMayStartAtOnce() throws Exception {
        ExecutorService starts = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> bases = starts
                    .invokeAll(
                            Stream.<Callable<Path>> generate(() -> () -> ModelCache.basePath(TinyModel.FILES, cache)).limit(4)
                                    .toList());
            for (Future<Path> base : bases) {
                assertThat(base.get().resolve("1/saved_model.pb")).isNotEmptyFile();
                assertThat(base.get()).isEqualTo(bases.get(0).get());
            }
        } finally {
            starts.shutdownNow();
        }
        assertThat(cache).satisfies(ModelCacheTest::holdsOneDirectory);
    }

    @Test
    void cacheThatCannotBeWrittenNamesTheSetting() throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "not a directory");

        assertThatThrownBy(() -> ModelCache.basePath(TinyModel.FILES, file)).isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("set mrc.engine.cache-directory to a folder");
    }

    @Test
    void modelThatIsNoneLeavesNothingBehind() {
        ModelFiles other = with(Map.of("config.json", "{\"model_type\": \"gpt2\"}"));

        assertThatThrownBy(() -> ModelCache.basePath(other, cache)).isInstanceOf(UnusableModelException.class)
                .hasMessage(
                        "config.json of the tiny model: model_type is \"gpt2\" but must be one of bert, electra, roberta, mrc-match.");
        assertThat(cache).isEmptyDirectory();
    }

    private static void holdsOneDirectory(Path cache) throws IOException {
        try (Stream<Path> children = Files.list(cache)) {
            assertThat(children).hasSize(1);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = TinyModel.FILES.open(name)) {
            return in.readAllBytes();
        }
    }

    /** The tiny model with some files replaced. */
    private static ModelFiles with(Map<String, String> files) {
        return new ModelFiles() {
            @Override
            public InputStream open(String name) throws IOException {
                return files.containsKey(name)
                        ? new ByteArrayInputStream(files.get(name).getBytes(StandardCharsets.UTF_8))
                        : TinyModel.FILES.open(name);
            }

            @Override
            public String location() {
                return TinyModel.FILES.location();
            }
        };
    }
}
