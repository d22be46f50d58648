package deephash.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Spark's own master and two workers as processes on this machine, from the jars on the class path. */
final class StandaloneCluster implements AutoCloseable {

    private final Path folder;
    private final Path home;
    private final String url;
    private final String classFolders;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    StandaloneCluster(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        home = folder.resolve("spark");
        Path jars = Files.createDirectories(home.resolve("jars"));
        List<String> folders = new ArrayList<>();
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path)) {
                folders.add(path.toString());
            } else if (Files.exists(path)) {
                Files.createSymbolicLink(jars.resolve(number++ + "-" + path.getFileName()), path);
            }
        }
        classFolders = String.join(File.pathSeparator, folders);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "spark://127.0.0.1:" + port;
        master = start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "" + port,
                "--webui-port",
                "0");
        await(port);
        for (int i = 0; i < 2; i++) {
            workers.add(start(
                    "worker-" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "-c",
                    "1",
                    "-m",
                    "1g",
                    "-d",
                    folder.resolve("work-" + i).toString(),
                    url));
        }
    }

    /** Starts a driver with settings and a main class with its arguments; what it says goes to {@link #said}. */
    Process driver(Map<String, String> settings, String... command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add("-Dspark.master=" + url);
        all.add("-Dspark.driver.host=127.0.0.1");
        all.add("-Dspark.driver.bindAddress=127.0.0.1");
        all.add("-Dspark.ui.enabled=false");
        all.add("-Dspark.executor.memory=700m");
        all.add("-Dspark.executor.extraClassPath=" + classFolders);
        settings.forEach((name, value) -> all.add("-D" + name + "=" + value));
        all.addAll(List.of(command));
        return start("driver", all.toArray(String[]::new));
    }

    /** What a process has written. */
    String said(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills a worker and its executors, as if the machine had gone. */
    void kill(int worker) throws InterruptedException {
        kill(workers.get(worker));
    }

    private static void kill(Process process) throws InterruptedException {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private Process start(String name, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-Djava.awt.headless=true",
                "-cp",
                classFolders + File.pathSeparator + home.resolve("jars") + File.separator + "*"));
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }

    private void await(int port) throws InterruptedException {
        for (int i = 0; i < 600 && master.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(200);
            }
        }
        throw new AssertionError("Spark's master did not start: " + said("master"));
    }

    @Override
    public void close() throws InterruptedException {
        for (Process worker : workers) {
            kill(worker);
        }
        kill(master);
    }
}
