package deephash.kernel.eval.processing;

import deephash.kernel.eval.jshell.Syntax;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lombok's own translation to plain Java, {@code delombok}, in a process beside: it changes the compiler it runs in,
 * and ours is JShell's too. It takes 1.3 seconds for the types of a cell.
 */
final class Lombok {

    private Lombok() {}

    /**
     * Types as Lombok changes them.
     *
     * @param jar of Lombok
     * @param imports statements that hold for the types
     * @param types declarations, each whole
     * @return as many as there are types, in the same order; none if Lombok does not understand one
     */
    static List<String> changed(Path jar, List<Path> classPath, List<String> imports, List<String> types) {
        try {
            Path folder = Files.createTempDirectory("deephash-lombok");
            Path file = folder.resolve("Cell.java");
            Path made = folder.resolve("made.java");
            try {
                Files.writeString(file, String.join("\n", imports) + "\n" + String.join("\n", types) + "\n");
                Process process = new ProcessBuilder(command(jar, classPath, file))
                        .redirectOutput(made.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.getOutputStream().close();
                process.waitFor();
                return Syntax.unit(Files.readString(made)).types();
            } finally {
                Files.deleteIfExists(made);
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Lombok could not run over the types of this cell: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<String> command(Path jar, List<Path> classPath, Path file) {
        String all = Stream.concat(
                        classPath.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path", "")))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-jar",
                jar.toString(),
                "delombok",
                "--quiet",
                "--encoding=UTF-8",
                "--format=generateDelombokComment:skip",
                "--format=generated:skip",
                "--format=suppressWarnings:skip",
                "--classpath=" + all,
                "--print",
                file.toString());
    }
}
