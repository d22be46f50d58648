package deephash.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.file.InUseException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of our own on the loopback interface that misbehaves in every way a server can. */
class DownloadTest {

    private static final byte[] CONTENT = new byte[200_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    /** What the server does with one connection, given the offset it was asked to start from. */
    private interface Behaviour {
        void answer(OutputStream out, int from) throws IOException, InterruptedException;
    }

    @TempDir
    Path folder;

    private final Download download = new Download(Duration.ofMillis(400), 3);
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private volatile Behaviour behaviour = (out, from) -> send(out, from, CONTENT.length);

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    open.add(socket);
                    Thread serving = new Thread(() -> serve(socket));
                    serving.setDaemon(true);
                    serving.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void getsAFileAndGivesItItsNameAtTheEnd() throws Exception {
        Path file = download.get(remote(CONTENT.length, sha256()), folder);
        assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
        assertThat(folder.resolve("set.bin.part")).doesNotExist();
        download.get(remote(CONTENT.length, sha256()), folder);
        assertThat(asked).as("the second time nothing is asked for").hasSize(1);
    }

    @Test
    void twoDownloadsToOneFolderDoNotMixAndTheSecondIsToldWhoIsThere() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        behaviour = (out, from) -> {
            asking.countDown();
            refused.await();
            send(out, from, CONTENT.length);
        };
        FutureTask<Path> first = new FutureTask<>(() -> new Download().get(remote(CONTENT.length, sha256()), folder));
        new Thread(first).start();
        asking.await();
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, sha256()), folder))
                .isInstanceOf(InUseException.class)
                .hasMessageContaining("in use by another thread of this process (downloading set.bin)");
        refused.countDown();
        assertThat(Files.readAllBytes(first.get())).isEqualTo(CONTENT);
    }

    @Test
    void aPlantedLinkIsNotFollowed() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "dear");
        Files.createSymbolicLink(folder.resolve("set.bin.part"), mine);
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, sha256()), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Remove the link");
        assertThat(mine).hasContent("dear");
    }

    @Test
    void goesOnWhereABrokenConnectionEnded() throws Exception {
        behaviour = (out, from) -> send(out, from, from == 0 ? 70_000 : from == 70_000 ? 60_000 : CONTENT.length);
        Path file = download.get(remote(CONTENT.length, sha256()), folder);
        assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
        assertThat(asked).containsExactly(0, 70_000, 130_000);
    }

    @Test
    void startsAnewWhereTheServerCannotResume() throws Exception {
        Files.write(folder.resolve("set.bin.part"), new byte[50_000]);
        behaviour = (out, from) -> send(out, 0, CONTENT.length);
        assertThat(Files.readAllBytes(download.get(remote(CONTENT.length, sha256()), folder)))
                .isEqualTo(CONTENT);
        assertThat(asked).containsExactly(50_000);
    }

    @Test
    void aSilentServerIsGivenUpAndWhatCameIsKept() {
        behaviour = (out, from) -> {
            if (from == 0) {
                header(out, 200, CONTENT.length, "");
                out.write(CONTENT, 0, 80_000);
                out.flush();
            }
            Thread.sleep(60_000);
        };
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, sha256()), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the server has been silent for 0.4 s")
                .hasMessageContaining("80,000 bytes of 200,000 have come and are kept in");
        assertThat(folder.resolve("set.bin.part")).hasSize(80_000);
        assertThat(folder.resolve("set.bin")).doesNotExist();
    }

    @Test
    void aServerThatAlwaysCutsOffIsGivenUp() {
        behaviour = (out, from) -> send(out, from, from == 0 ? 10 : 0);
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, sha256()), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not come whole");
    }

    @Test
    void aServerThatAnnouncesTooLittleOrSendsTooMuchIsNotBelieved() {
        behaviour = (out, from) -> {
            header(out, 200, 1_000, "");
            out.write(CONTENT, 0, 1_000);
        };
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, sha256()), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the server sent 1000 of 200000 bytes");
        behaviour = (out, from) -> {
            out.write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                out.write(CONTENT);
            }
        };
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, sha256()), folder))
                .hasMessageContaining("sends more than the 200000 bytes that were published");
        assertThat(folder.resolve("set.bin")).doesNotExist();
    }

    @Test
    void aWrongChecksumIsNeverGivenTheName() {
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, "00".repeat(32)), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the published file")
                .hasMessageContaining("It was thrown away");
        assertThat(folder.resolve("set.bin")).doesNotExist();
        assertThat(folder.resolve("set.bin.part")).doesNotExist();
    }

    @Test
    void aFileOfThatNameThatIsAnotherIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("set.bin"), "mine");
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, sha256()), folder))
                .hasMessageContaining("is there already, but is not the published file");
        assertThat(folder.resolve("set.bin")).hasContent("mine");
    }

    @Test
    void aMissingFileSaysWhatTheServerAnswers() {
        behaviour = (out, from) -> header(out, 404, 0, "");
        assertThatThrownBy(() -> download.get(remote(CONTENT.length, sha256()), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404");
        assertThat(asked).as("asking again would not help").hasSize(1);
    }

    @Test
    void anInterruptEndsItAndKeepsWhatCame() {
        behaviour = (out, from) -> {
            header(out, 200, CONTENT.length, "");
            out.write(CONTENT, 0, 80_000);
            out.flush();
            Thread.sleep(60_000);
        };
        Thread user = Thread.currentThread();
        Thread stopper = new Thread(() -> {
            try {
                while (!Files.exists(folder.resolve("set.bin.part"))
                        || Files.size(folder.resolve("set.bin.part")) < 80_000) {
                    Thread.sleep(5);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            user.interrupt();
        });
        stopper.start();
        assertThatThrownBy(() -> new Download(Duration.ofSeconds(30), 3).get(remote(CONTENT.length, sha256()), folder))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        assertThat(folder.resolve("set.bin.part")).hasSize(80_000);
    }

    @Test
    void proxiesComeFromTheEnvironment() {
        URI toronto = URI.create("https://www.cs.toronto.edu/x");
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://proxy.example:3128", "NO_PROXY", "example.org");
        assertThat(Proxies.of(toronto, environment).address()).isEqualTo(new InetSocketAddress("proxy.example", 3128));
        assertThat(Proxies.of(URI.create("https://data.example.org/x"), environment))
                .isEqualTo(Proxy.NO_PROXY);
        assertThat(Proxies.of(URI.create("http://localhost/x"), environment)).isEqualTo(Proxy.NO_PROXY);
        assertThat(Proxies.of(toronto, Map.of())).isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void aProxyIsAskedForTheWholeAddress() throws Exception {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", Integer.toString(server.getLocalPort()));
        try {
            Remote far = new Remote(
                    URI.create("http://data.example/set.bin"), "set.bin", CONTENT.length, "SHA-256", sha256());
            assertThat(Files.readAllBytes(download.get(far, folder))).isEqualTo(CONTENT);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
        assertThat(requests).singleElement().asString().startsWith("GET http://data.example/set.bin HTTP/1.1");
    }

    @Test
    void aDiskWithoutRoomSaysSoBeforeAnythingComes() {
        assertThatThrownBy(() -> download.get(remote(1L << 60, sha256()), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the disk of " + folder)
                .hasMessageContaining("MB are needed");
        assertThat(asked).isEmpty();
    }

    private Remote remote(long bytes, String checksum) {
        URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/set.bin");
        return new Remote(address, "set.bin", bytes, "SHA-256", checksum);
    }

    private static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                int c = socket.getInputStream().read();
                if (c < 0) {
                    return;
                }
                request.append((char) c);
            }
            int range = request.indexOf("Range: bytes=");
            int from = range < 0 ? 0 : Integer.parseInt(request.substring(range + 13, request.indexOf("-", range)));
            asked.add(from);
            requests.add(request.toString());
            behaviour.answer(socket.getOutputStream(), from);
            socket.getOutputStream().flush();
        } catch (IOException | InterruptedException e) {
            // the client went away, or the test is over
        }
    }

    /** Announces everything from {@code from} on, but sends only {@code count} bytes of it at most. */
    private static void send(OutputStream out, int from, int count) throws IOException {
        int left = CONTENT.length - from;
        header(
                out,
                from == 0 ? 200 : 206,
                left,
                from == 0 ? "" : "Content-Range: bytes " + from + "-" + (CONTENT.length - 1) + "/200000\r\n");
        out.write(CONTENT, from, Math.min(left, count));
    }

    private static void header(OutputStream out, int status, long length, String more) throws IOException {
        out.write(
                ("HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: " + length + "\r\n" + more + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
