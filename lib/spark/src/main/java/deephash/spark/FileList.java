package deephash.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The image files in folders and below: the upper folders are listed on the driver, those below on the workers. Spark's
 * own binary-file source is not asked: it leaves out files of 0 bytes, and those whose names begin with an underscore,
 * as cameras write them ({@code _MG_0001.JPG}), without a word.
 */
final class FileList {

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "webp", "bmp", "gif");

    /** So many folders a core are enough to share the work fairly. */
    private static final int FOLDERS_A_CORE = 8;

    private final Configuration configuration;
    private final List<String> files = new ArrayList<>();

    private FileList(Configuration configuration) {
        this.configuration = configuration;
    }

    static Dataset<Row> of(SparkSession spark, String... places) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        FileList upper = new FileList(context.hadoopConfiguration());
        int enough = FOLDERS_A_CORE * context.defaultParallelism();
        List<String> folders = upper.split(places, enough);
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        Dataset<String> below = spark.createDataset(folders, Encoders.STRING())
                .repartition(Math.max(1, Math.min(folders.size(), enough)))
                .flatMap(new Below(hadoop), Encoders.STRING());
        return spark.createDataset(upper.files, Encoders.STRING()).union(below).toDF(DeepHashSpark.PATH);
    }

    /** Folders that have all files between them but those that were met on the way. */
    private List<String> split(String[] places, int enough) {
        try {
            List<Path> folders = new ArrayList<>();
            for (String place : places) {
                Path path = new Path(place);
                FileStatus[] found = path.getFileSystem(configuration).globStatus(path);
                if (found == null || found.length == 0) {
                    throw new IllegalArgumentException("There is nothing at " + place + ". Name folders that the driver"
                            + " and all workers can read, such as file:///mnt/photos or s3a://photos.");
                }
                sort(found, folders);
            }
            for (boolean more = true; more && !folders.isEmpty() && folders.size() < enough; ) {
                List<Path> next = new ArrayList<>();
                for (Path folder : folders) {
                    sort(folder.getFileSystem(configuration).listStatus(folder), next);
                }
                // one folder in another, and so on, is followed down too
                more = !next.isEmpty();
                folders = next;
            }
            return folders.stream().map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The images cannot be listed: " + e.getMessage(), e);
        }
    }

    private void sort(FileStatus[] found, List<Path> folders) {
        for (FileStatus status : found) {
            if (status.isDirectory()) {
                folders.add(status.getPath());
            } else if (isImage(status.getPath())) {
                files.add(status.getPath().toString());
            }
        }
    }

    /** By its ending; what begins with a dot is no picture of anyone's. */
    private static boolean isImage(Path file) {
        String name = file.getName();
        return !name.startsWith(".")
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** Lists a folder on a worker. */
    private record Below(Broadcast<SerializableConfiguration> hadoop) implements FlatMapFunction<String, String> {
        @Override
        public Iterator<String> call(String folder) throws IOException {
            Path path = new Path(folder);
            FileSystem system = path.getFileSystem(hadoop.value().value());
            List<String> files = new ArrayList<>();
            for (RemoteIterator<LocatedFileStatus> all = system.listFiles(path, true); all.hasNext(); ) {
                Path file = all.next().getPath();
                if (isImage(file)) {
                    files.add(file.toString());
                }
            }
            return files.iterator();
        }
    }
}
