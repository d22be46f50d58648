package deephash.spark;

import deephash.data.pixel.Fit;
import deephash.model.HashModel;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
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
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
                cause = cause.getCause();
            }
            err.println(cause.getMessage());
            if (!(cause instanceof IllegalArgumentException)) {
                e.printStackTrace(err);
            }
            err.flush();
            return 1;
        });
        return line;
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
            description = "Groups images whose codes are near each other, into a folder of Parquet files (group, "
                    + "path, code).",
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
                            description = "For what is computed on the way, where all workers can write (default: "
                                    + "beside --out).")
                    String work,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "Where the groups go; replaced.")
                    String out) {
        SparkSession spark = session();
        spark.sparkContext().setCheckpointDir(work == null ? out + ".work" : work);
        DeepHashSpark.groups(CodeTable.read(spark, codes), radius)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(out);
        removeWork(spark);
        Dataset<Row> groups = spark.read().parquet(out);
        say(groups.count() + " images in " + groups.select("group").distinct().count() + " groups: " + out);
        return 0;
    }

    /** What was computed on the way is of no use to anybody else. */
    private static void removeWork(SparkSession spark) {
        Path work = new Path(spark.sparkContext().getCheckpointDir().get());
        try {
            FileSystem system = work.getFileSystem(spark.sparkContext().hadoopConfiguration());
            system.delete(work, true);
            if (system.listStatus(work.getParent()).length == 0) {
                system.delete(work.getParent(), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The groups are there, but " + work + " could not be removed: " + e, e);
        }
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
