package deephash.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import deephash.data.image.Images;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.drawing.Html;
import deephash.picture.Jpeg;
import deephash.picture.Picture;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/** The largest groups of near-duplicates as one web page with previews, which the driver draws. */
public final class GroupPage {

    /** The most groups on the page; the table has all. */
    static final int GROUPS = 100;

    /** Of a larger group these are enough to judge it. */
    static final int OF_A_GROUP = 12;

    private static final int PREVIEW = 160;
    private static final int PREVIEW_QUALITY = 75;
    private static final String SIZE = "size";
    private static final String PLACE = "place";

    private GroupPage() {}

    /**
     * Writes the page: the 100 largest groups, the first 12 images of each, with links to the files and the number of
     * bits in which each code differs from that of the first image. An image that the driver cannot read has its path,
     * but no preview.
     *
     * @param groups (group, path, code), of {@link GroupTable#read} or {@link DeepHashSpark#groups}
     * @param file where the page goes, local or as Hadoop writes paths; replaced
     */
    public static void write(Dataset<Row> groups, String file) {
        SparkSession spark = groups.sparkSession();
        Dataset<Row> sizes = groups.groupBy(NearGroups.GROUP).count().withColumnRenamed("count", SIZE);
        long all = sizes.count();
        Dataset<Row> largest =
                sizes.orderBy(col(SIZE).desc(), col(NearGroups.GROUP)).limit(GROUPS);
        var inGroup = Window.partitionBy(NearGroups.GROUP).orderBy(DeepHashSpark.PATH);
        List<Row> rows = groups.join(broadcast(largest), NearGroups.GROUP)
                .withColumn(PLACE, row_number().over(inGroup))
                .where(col(PLACE).leq(OF_A_GROUP))
                .orderBy(col(SIZE).desc(), col(NearGroups.GROUP), col(PLACE))
                .select(NearGroups.GROUP, SIZE, DeepHashSpark.PATH, DeepHashSpark.CODE)
                .collectAsList();
        Map<String, List<Row>> shown = new LinkedHashMap<>();
        rows.forEach(row -> shown.computeIfAbsent(row.getString(0), key -> new ArrayList<>())
                .add(row));
        save(page(shown, all, spark.sparkContext().hadoopConfiguration()), file, spark);
    }

    private static String page(Map<String, List<Row>> groups, long all, Configuration configuration) {
        StringBuilder text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>Near-duplicates</title></head>\n"
                + "<body style=\"font-family:sans-serif;margin:1em\">\n<h1>Near-duplicates</h1>\n<p>");
        text.append(String.format(Locale.ROOT, "%,d groups.", all));
        if (all > groups.size()) {
            text.append(" The largest ").append(groups.size()).append(" are shown; the table has all.");
        }
        text.append("</p>\n");
        ImageBytes images = new ImageBytes(Runtime.getRuntime().maxMemory());
        try (Screen.Bar bar = Screen.current().bar("Drawing previews", groups.size(), "groups")) {
            for (List<Row> group : groups.values()) {
                text.append(group(group, images, configuration));
                bar.step(1);
            }
        }
        return text.append("</body></html>\n").toString();
    }

    private static String group(List<Row> group, ImageBytes images, Configuration configuration) {
        StringBuilder text = new StringBuilder("<div style=\"display:flex;flex-wrap:wrap;gap:12px;margin:12px 0;"
                + "padding-top:8px;border-top:1px solid #ddd\">\n");
        byte[] first = group.get(0).getAs(3);
        for (Row row : group) {
            int bits = distance(first, row.getAs(3));
            text.append(figure(row.getString(2), bits, images, configuration));
        }
        long more = group.get(0).getLong(1) - group.size();
        if (more > 0) {
            text.append(String.format(Locale.ROOT, "<div>… and %,d more</div>%n", more));
        }
        return text.append("</div>\n").toString();
    }

    private static String figure(String path, int bits, ImageBytes images, Configuration configuration) {
        return "<figure style=\"margin:0;width:" + (PREVIEW + 20) + "px;font-size:12px;overflow-wrap:anywhere\">"
                + preview(path, images, configuration) + "<figcaption><a href=\""
                + Html.escape(new Path(path).toUri().toString()) + "\">" + Html.escape(path) + "</a><br>"
                + (bits == 1 ? "1 bit" : bits + " bits") + "</figcaption></figure>\n";
    }

    private static String preview(String path, ImageBytes images, Configuration configuration) {
        try {
            Pixels pixels = Pixels.colour(PREVIEW);
            byte[] values = images.decode(images.read(path, configuration), pixels, Fit.PAD);
            byte[] jpeg = Jpeg.encode(Picture.of(Images.of(pixels, values).picture(0)), PREVIEW_QUALITY);
            return "<img alt=\"\" width=\"" + PREVIEW + "\" height=\"" + PREVIEW + "\" src=\"data:image/jpeg;base64,"
                    + Base64.getEncoder().encodeToString(jpeg) + "\">";
        } catch (ImageBytes.Refused e) {
            return "<div>(no preview: " + Html.escape(String.valueOf(e.getMessage())) + ")</div>";
        }
    }

    private static int distance(byte[] one, byte[] other) {
        int bits = 0;
        for (int i = 0; i < one.length; i++) {
            bits += Integer.bitCount((one[i] ^ other[i]) & 255);
        }
        return bits;
    }

    /** Under another name first, so that what was there stays if that fails. */
    private static void save(String page, String file, SparkSession spark) {
        Path place = new Path(file);
        Path part = new Path(place.getParent(), "." + place.getName() + ".part");
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        try (FileSystem system = FileSystem.newInstance(place.toUri(), configuration)) {
            // a local disk would get a second file with a checksum
            system.setWriteChecksum(false);
            try (FSDataOutputStream out = system.create(part, true)) {
                out.write(page.getBytes(StandardCharsets.UTF_8));
            }
            system.delete(place, false);
            if (!system.rename(part, place)) {
                throw new IOException("it could not be renamed from " + part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
