package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void targetIsUnseenUntilItIsWhole() throws IOException {
        Path target = parent.resolve("1");

        StagedDirectory.publish(target, staging -> {
            Files.createDirectories(staging.resolve("variables"));
            Files.writeString(staging.resolve("variables/x"), "무게");
            assertThat(target).doesNotExist();
            assertThat(staging.getParent()).isEqualTo(parent);
            assertThat(staging.getFileName().toString()).startsWith(".1.");
        });

        assertThat(target.resolve("variables/x")).hasContent("무게");
        assertThat(parent).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void failureLeavesNothing() {
        Path target = parent.resolve("1");
        assertThatThrownBy(() -> StagedDirectory.publish(target, staging -> {
            Files.writeString(staging.resolve("half"), "반");
            throw new FileSystemException("no space left");
        })).isInstanceOf(FileSystemException.class).hasMessage("no space left");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void loserOfARaceKeepsTheWinnersCopy() throws IOException {
        Path target = parent.resolve("1");

        StagedDirectory.publish(target, staging -> {
            Files.writeString(staging.resolve("file"), "loser");
            StagedDirectory.publish(target, faster -> Files.writeString(faster.resolve("file"), "winner"));
        });

        assertThat(target.resolve("file")).hasContent("winner");
        assertThat(parent).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void sweepTakesOnlyWhatIsAbandoned() throws IOException {
        Path abandoned = Files.createDirectories(parent.resolve(".1.a.partial/variables")).getParent();
        Path live = Files.createDirectories(parent.resolve(".1.b.partial"));
        Path published = Files.createDirectories(parent.resolve("1"));
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(abandoned, old);
        Files.setLastModifiedTime(published, old);

        StagedDirectory.sweep(parent);

        assertThat(abandoned).doesNotExist();
        assertThat(live).exists();
        assertThat(published).exists();
    }
}
