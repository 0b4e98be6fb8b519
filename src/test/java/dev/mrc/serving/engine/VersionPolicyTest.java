package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of TensorFlow Serving's FileSystemStoragePathSourceTest. */
class VersionPolicyTest {
    @TempDir
    Path base;

    @Test
    void highestIsTheDefault() throws IOException {
        assertThat(chosen(VersionPolicy.DEFAULT, "3", "10", "9")).containsExactly(10L);
    }

    @Test
    void latestTakesAsManyAsItSaysAndZeroIsOne() throws IOException {
        assertThat(chosen(new VersionPolicy.Latest(2), "3", "10", "9")).containsExactlyInAnyOrder(10L, 9L);
        assertThat(chosen(new VersionPolicy.Latest(0), "3", "10", "9")).containsExactly(10L);
        assertThat(chosen(new VersionPolicy.Latest(7), "3", "10", "9")).hasSize(3);
    }

    @Test
    void specificTakesWhatIsThere() throws IOException {
        assertThat(chosen(new VersionPolicy.Specific(Set.of(3L, 4L)), "3", "10")).containsExactly(3L);
        assertThat(chosen(new VersionPolicy.Specific(Set.of(42L)), "00000042", "43")).containsExactly(42L);
    }

    @Test
    void namesThatAreNoNumberOfSixtyFourBitsAreNoVersions() throws IOException {
        assertThat(chosen(new VersionPolicy.All(), "20161123094501", "9223372036854775808", "-1", "1.0", "latest", "９", "1a"))
                .containsExactly(20161123094501L);
    }

    @Test
    void ofEqualNumbersTheLastNameCounts() throws IOException {
        Files.createDirectory(base.resolve("007"));
        Files.createDirectory(base.resolve("7"));

        assertThat(BasePath.versions(base)).containsOnlyKeys(7L).containsValue(base.resolve("7"));
    }

    private Set<Long> chosen(VersionPolicy policy, String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(base.resolve(name));
        }
        return policy.choose(BasePath.versions(base).keySet());
    }
}
