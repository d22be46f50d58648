package deephash.spark;

import deephash.data.pixel.Fit;
import deephash.model.HashModel;
import deephash.model.ModelFormatException;
import java.io.File;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code spark-submit} starts. */
@Command(
        name = "deephash-spark",
        description = "Hashes images, and finds near-duplicates, on Apache Spark.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    private static final Pattern OF_A_WORKER =
            Pattern.compile(Pattern.quote(IllegalStateException.class.getName()) + ": ((?:Worker|A worker) .*)");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /**
     * Runs a command; its errors go to standard error, with the code 1, or 2 where the command is not understood.
     *
     * @param arguments as {@code --help} says
     */
    public static void main(String[] arguments) {
        int code = command().execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static CommandLine command() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((e, failed, parsed) -> {
            PrintWriter err = failed.getErr();
            String words = words(e);
            err.println(words == null ? "This was not expected:" : words);
            if (words == null) {
                e.printStackTrace(err);
            }
            err.flush();
            return 1;
        });
        return line;
    }

    /** What the library says is wrong, here or on a worker; null if it was something else. */
    private static @Nullable String words(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof IllegalArgumentException
                    || each instanceof ModelFormatException
                    || each instanceof UncheckedIOException) {
                return each.getMessage();
            }
            // Spark passes on what a worker threw as text
            Matcher worker = OF_A_WORKER.matcher(String.valueOf(each.getMessage()));
            if (worker.find()) {
                return worker.group(1);
            }
        }
        return null;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: hash or duplicates.");
    }

    @Command(
            name = "hash",
            description = "Hashes image files into a folder of Parquet files (path, code, error). Called again, it "
                    + "goes on with"
                    + " what is missing.",
            mixinStandardHelpOptions = true)
    int hash(
            @Option(
                            names = "--model",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "A saved model, on the driver.")
                    File model,
            @Option(
                            names = "--fit",
                            defaultValue = "STRETCH",
                            description = "How images come to the model's shape, as for its training data:"
                                    + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    Fit fit,
            @Option(
                            names = "--parquet",
                            description = "The inputs are tables with the columns path and content, not image files.")
                    boolean parquet,
            @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the codes go.")
                    String out,
            @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Image files, in these folders and below.")
                    List<String> folders) {
        HashModel loaded = HashModel.load(model.toPath());
        SparkSession spark = session();
        String[] names = folders.toArray(String[]::new);
        Dataset<Row> files = parquet ? spark.read().parquet(names) : DeepHashSpark.files(spark, names);
        say(DeepHashSpark.save(loaded, fit, files, out) + ".");
        return 0;
    }

    @Command(
            name = "duplicates",
            description =
                    "Groups images whose codes are near each other, into a folder of Parquet files (group, path, code)."
                            + " Called again after a failure, it goes on with the first step that was not complete.",
            mixinStandardHelpOptions = true)
    int duplicates(
            @Option(
                            names = "--codes",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "What the command hash wrote.")
                    String codes,
            @Option(
                            names = "--radius",
                            defaultValue = "3",
                            paramLabel = "BITS",
                            description = "In how many bits two codes may differ (default: ${DEFAULT-VALUE}).")
                    int radius,
            @Option(
                            names = "--work",
                            paramLabel = "FOLDER",
                            description = "Where steps are kept until all is done, on a disk that all workers can write"
                                    + " (default: beside --out).")
                    @Nullable
                    String work,
            @Option(
                            names = "--html",
                            paramLabel = "FILE",
                            description = "Also writes the largest groups as a web page with previews.")
                    @Nullable
                    String html,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "Where the groups go; replaced.")
                    String out) {
        SparkSession spark = session();
        GroupTable.Found found =
                GroupTable.save(CodeTable.read(spark, codes), radius, out, work == null ? out + ".work" : work);
        say(found + ": " + out);
        if (html != null) {
            GroupPage.write(GroupTable.read(spark, out), html);
            say("Previews: " + html);
        }
        return 0;
    }

    private static SparkSession session() {
        return SparkSession.builder().appName("DeepHash").getOrCreate();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
