package deephash.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class SharedJarsTest {

    @TempDir
    private Path folder;

    @Test
    void jarsInAHomeThatOthersMayNotEnterAreLinkedInTheSameFolders() throws IOException {
        Path repository = folder.resolve("home/.m2/repository");
        Path one = jar(repository.resolve("org/one/one/1.0/one-1.0.jar"));
        Path two = jar(repository.resolve("com/two/two/2.0/two-2.0.jar"));
        Files.setPosixFilePermissions(folder.resolve("home"), PosixFilePermissions.fromString("rwx------"));
        List<Path> shared = new SharedJars(folder.resolve("lib")).of(List.of(one, two));
        assertThat(shared)
                .containsExactly(
                        folder.resolve("lib/org/one/one/1.0/one-1.0.jar"),
                        folder.resolve("lib/com/two/two/2.0/two-2.0.jar"));
        assertThat(Files.getAttribute(shared.get(0), "unix:ino")).isEqualTo(Files.getAttribute(one, "unix:ino"));
        assertThat(SharedJars.isForAll(one)).isFalse();
    }

    private static Path jar(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "jar");
    }
}
