package io.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void isCreatedForItsOwnerAlone() throws IOException {
        try (DataDirectory data = DataDirectory.open(temporary.resolve("a/b"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void turnsASecondServerAwayAndNamesTheFirst() {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            assertThatThrownBy(() -> DataDirectory.open(data.path()))
                    .isInstanceOf(StartupError.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void isFreeAgainOnceClosed() {
        DataDirectory first = DataDirectory.open(temporary);
        first.close();
        first.close();
        try (DataDirectory second = DataDirectory.open(temporary)) {
            assertThat(second.path()).isEqualTo(first.path());
        }
    }

    @Test
    void isNotAFile() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void cannotBeMadeWhereNothingCanBeWritten() {
        assertThatThrownBy(() -> DataDirectory.open(Path.of("/proc/countersign")))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void saysHowMuchIsFreeOnAFullDisk() {
        assertThatThrownBy(() -> DataDirectory.requireSpace(temporary, 123L << 20))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("123 MB are free and 200 MB are needed");
    }
}
