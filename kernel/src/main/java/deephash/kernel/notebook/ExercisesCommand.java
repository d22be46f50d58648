package deephash.kernel.notebook;

import deephash.file.WholeFile;
import deephash.kernel.install.Root;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deephash exercises}: makes the exercise sheets of the course out of its chapters. */
@Command(
        name = "exercises",
        description = "Writes the exercise sheets of the course: each chapter without its outputs and solutions.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A solution is a cell tagged \"solution\" (JupyterLab: property inspector, cell tags). The sheets lie in"
                    + " the folder exercises beside the chapters; do not edit them, edit the chapters and run "
                    + "this again."
        })
public final class ExercisesCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The folder of the chapters; by default the course's.")
    private @Nullable Path folder;

    @Option(names = "--check", description = "Writes nothing; the status is 1 if a sheet is missing or out of date.")
    private boolean check;

    @Option(
            names = "--nbgrader",
            paramLabel = "COURSE",
            description = "Writes each chapter into the folder of an nbgrader course instead, as COURSE/source/NAME: a"
                    + " solution is a student's cell, a cell tagged \"test\" tests it.")
    private @Nullable Path nbgrader;

    @Override
    public Integer call() throws IOException {
        PrintStream terminal = System.err;
        Path chapters = folder == null ? Root.folder().resolve("notebooks") : Root.given(folder);
        if (nbgrader != null) {
            return writeCourse(chapters, Root.given(nbgrader).resolve("source"), terminal);
        }
        Path sheets = chapters.resolve("exercises");
        Set<Path> wanted = new HashSet<>();
        List<Path> stale = new ArrayList<>();
        // Sheets of deleted chapters are deleted too.
        List<Path> course = Files.isDirectory(sheets) ? Exercises.chapters(chapters) : Exercises.course(chapters);
        for (Path chapter : course) {
            String sheet = Exercises.sheet(chapter);
            if (sheet == null) {
                continue;
            }
            Path file = sheets.resolve(chapter.getFileName());
            wanted.add(file);
            if (!Files.exists(file) || !Files.readString(file).equals(sheet)) {
                stale.add(file);
                if (!check) {
                    Files.createDirectories(sheets);
                    WholeFile.write(file, sheet);
                }
            }
        }
        if (Files.isDirectory(sheets)) {
            for (Path file : Exercises.chapters(sheets)) {
                if (!wanted.contains(file)) {
                    stale.add(file);
                    if (!check) {
                        Files.delete(file);
                    }
                }
            }
        }
        for (Path file : stale) {
            terminal.println(
                    (check ? "Out of date: " : Files.exists(file) ? "Wrote " : "Deleted ") + chapters.relativize(file));
        }
        if (stale.isEmpty()) {
            terminal.println("All " + wanted.size() + " exercise sheets are up to date.");
        }
        return check && !stale.isEmpty() ? 1 : 0;
    }

    private static int writeCourse(Path chapters, Path source, PrintStream terminal) throws IOException {
        int written = 0;
        for (Path chapter : Exercises.course(chapters)) {
            String text = NbgraderSource.of(chapter);
            if (text != null) {
                Path assignment = source.resolve(NbgraderSource.name(chapter));
                Files.createDirectories(assignment);
                WholeFile.write(assignment.resolve(chapter.getFileName()), text);
                written++;
            }
        }
        terminal.println("Wrote " + written + " assignments to " + source
                + ". Next, in its course: nbgrader generate_assignment NAME");
        return 0;
    }
}
