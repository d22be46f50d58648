package deephash.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import deephash.data.fetch.Download;
import deephash.data.fetch.Remote;
import deephash.data.source.DatasetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an address to a folder that loads, against a server of our own; the official ones are only checked as text. */
class DatasetDownloadTest {

    @TempDir
    Path folder;

    private final Download download = new Download(Duration.ofSeconds(5), 2);
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] content = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : content.length);
            if (content != null) {
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anArchiveIsFetchedCheckedUnpackedAndRemoved() throws IOException {
        byte[] archive = tarGz("cifar-10-batches-bin/batches.meta.txt", "cifar-10-batches-bin/data_batch_1.bin");
        KnownDataset set = set("cifar10", remote("cifar.tar.gz", archive, digest(archive)));
        Path place = Datasets.download(set, folder, download);
        assertThat(place).isEqualTo(folder.resolve("cifar10"));
        assertThat(place.resolve("cifar-10-batches-bin/data_batch_1.bin")).hasContent("text");
        assertThat(folder.resolve("cifar.tar.gz")).doesNotExist();
        server.stop(0);
        assertThat(Datasets.download(set, folder, download))
                .as("nothing is asked for again")
                .isEqualTo(place);
    }

    @Test
    void filesOfASetAppearTogether() throws IOException {
        byte[] one = "one".getBytes(StandardCharsets.UTF_8);
        byte[] two = "two".getBytes(StandardCharsets.UTF_8);
        Remote first = remote("one.gz", one, digest(one));
        Remote missing = new Remote(address("two.gz"), "two.gz", two.length, "SHA-256", digest(two));
        KnownDataset set = set("fashion-mnist", first, missing);
        assertThatThrownBy(() -> Datasets.download(set, folder, download))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("404");
        assertThat(folder.resolve("fashion-mnist")).doesNotExist();
        remote("two.gz", two, digest(two));
        Path place = Datasets.download(set, folder, download);
        assertThat(place.resolve("one.gz")).hasContent("one");
        assertThat(place.resolve("two.gz")).hasContent("two");
        assertThat(folder.resolve("fashion-mnist.part")).doesNotExist();
    }

    @Test
    void aWrongChecksumOrAnArchiveThatEscapesLeavesNoSet() throws IOException {
        byte[] archive = tarGz("good.txt", "../evil.txt");
        KnownDataset wrong = set("cifar10", remote("cifar.tar.gz", archive, "00".repeat(32)));
        assertThatThrownBy(() -> Datasets.download(wrong, folder.resolve("a"), download))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is not the published file");
        assertThat(folder.resolve("a")).isDirectoryNotContaining(file -> !file.endsWith(deephash.file.Claim.FILE));
        KnownDataset escaping = set("cifar10", remote("cifar.tar.gz", archive, digest(archive)));
        assertThatThrownBy(() -> Datasets.download(escaping, folder.resolve("a"), download))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is not to be trusted");
        assertThat(folder.resolve("a/cifar10")).doesNotExist();
        assertThat(folder.resolve("evil.txt")).doesNotExist();
        assertThat(folder.resolve("a/evil.txt")).doesNotExist();
    }

    @Test
    void whatNoProgramMayDownloadSaysHowToGetIt() {
        for (String name : List.of("imagenet", "nus-wide", "tiny-imagenet")) {
            assertThatThrownBy(() -> Datasets.download(name))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("No program may download \"" + name + "\". To get it:\n1. ")
                    .hasMessageContaining("\n2. ")
                    .hasMessageContaining("datasets/" + name + ".md");
        }
        assertThatThrownBy(() -> Datasets.download("cifar")).hasMessageContaining("Did you mean");
    }

    @Test
    void theAddressesAreThoseOfTheAuthors() {
        for (KnownDataset set : Datasets.known()) {
            for (Remote remote : set.downloads()) {
                assertThat(remote.address().toString())
                        .startsWith(
                                set.name().startsWith("cifar")
                                        ? "https://www.cs.toronto.edu/~kriz/cifar-"
                                        : "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");
                assertThat(remote.checksum()).hasSize(remote.algorithm().equals("MD5") ? 32 : 64);
            }
        }
    }

    private URI address(String file) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + file);
    }

    private Remote remote(String file, byte[] content, String checksum) {
        files.put("/" + file, content);
        return new Remote(address(file), file, content.length, "SHA-256", checksum);
    }

    private static KnownDataset set(String name, Remote... remotes) {
        return new KnownDataset(name, "a set", 1, 1, "none", "", "", List.of(name), List.of(remotes));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] tarGz(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : names) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(4);
                out.putArchiveEntry(entry);
                out.write("text".getBytes(StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
