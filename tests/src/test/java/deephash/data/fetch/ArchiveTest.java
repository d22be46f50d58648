package deephash.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

    @TempDir
    Path folder;

    @Test
    void namesThatChangedPlacesInTheDirectoryOfAZipAreDamage() throws IOException {
        Path zip = folder.resolve("set.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("cat/1.txt", "dog/1.txt")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        String text = Files.readString(zip, StandardCharsets.ISO_8859_1);
        int cat = text.lastIndexOf("cat/");
        int dog = text.lastIndexOf("dog/");
        String swapped =
                text.substring(0, cat) + "dog/" + text.substring(cat + 4, dog) + "cat/" + text.substring(dog + 4);
        Files.writeString(zip, swapped, StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Archive.unpack(zip, folder.resolve("to")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("set.zip")
                .hasMessageContaining("two names");
        assertThat(folder.resolve("to")).doesNotExist();
    }

    @Test
    void unpacksTarGzAndZip() throws IOException {
        Archive.unpack(tar("set/a.txt", "set/deep/b.txt"), folder.resolve("one"));
        assertThat(folder.resolve("one/set/deep/b.txt")).hasContent("text");
        Path zip = folder.resolve("set.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("set/c.txt"));
            out.write("text".getBytes(StandardCharsets.UTF_8));
        }
        Archive.unpack(zip, folder.resolve("two"));
        assertThat(folder.resolve("two/set/c.txt")).hasContent("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.txt", "set/../../evil.txt", "/tmp/deephash-evil.txt", "..\\evil.txt"})
    void anEntryThatEscapesIsRefusedAndNothingStays(String name) throws IOException {
        Path archive = tar("good.txt", name);
        assertThatThrownBy(() -> Archive.unpack(archive, folder.resolve("out/set")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not to be trusted")
                .hasMessageContaining(name);
        assertThat(folder.resolve("out")).isEmptyDirectory();
        assertThat(folder.resolve("evil.txt")).doesNotExist();
        assertThat(Path.of("/tmp/deephash-evil.txt")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR})
    void linksAndDevicesAreRefused(byte kind) throws IOException {
        Path archive = folder.resolve("links.tar.gz");
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            TarArchiveEntry link = new TarArchiveEntry("up", kind);
            link.setLinkName("/etc");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
        }
        assertThatThrownBy(() -> Archive.unpack(archive, folder.resolve("out/set")))
                .hasMessageContaining("is a link or a device");
    }

    @Test
    void aCutOffArchiveLeavesNothing() throws IOException {
        Path archive = tar("a.txt", "b.txt");
        byte[] bytes = Files.readAllBytes(archive);
        for (int length : new int[] {0, 1, 20, bytes.length / 2, bytes.length - 9}) {
            Files.write(archive, java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Archive.unpack(archive, folder.resolve("out/set")))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
            assertThat(folder.resolve("out")).isEmptyDirectory();
        }
    }

    @Test
    void anArchiveThatUnpacksToAbsurdlyMuchIsRefused() throws IOException {
        Path archive = folder.resolve("bomb.tar.gz");
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            TarArchiveEntry entry = new TarArchiveEntry("zeros");
            entry.setSize(40L << 20);
            out.putArchiveEntry(entry);
            out.write(new byte[40 << 20]);
            out.closeArchiveEntry();
        }
        assertThatThrownBy(() -> Archive.unpack(archive, folder.resolve("out/set"), 10L << 20))
                .hasMessageContaining("unpacks to more than 10 MB");
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    private Path tar(String... names) throws IOException {
        Path archive = folder.resolve("set.tar.gz");
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            for (String name : names) {
                TarArchiveEntry entry = new TarArchiveEntry(name, true);
                entry.setSize(4);
                entry.setName(name);
                out.putArchiveEntry(entry);
                out.write("text".getBytes(StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            }
        }
        return archive;
    }
}
