package deephash.spark;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.HashModel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Hashes rows of (path) or (path, content) on a worker, some at a time; every row that comes in goes out. */
final class HashRows implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    /** So many go through the network at once. */
    private static final int AT_A_TIME = 128;

    private final Broadcast<CarriedModel> model;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final boolean withContent;

    HashRows(Broadcast<CarriedModel> model, Broadcast<SerializableConfiguration> hadoop, boolean withContent) {
        this.model = model;
        this.hadoop = hadoop;
        this.withContent = withContent;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return rows;
        }
        CarriedModel carried = model.value();
        HashModel network = carried.model();
        ImageBytes images = new ImageBytes(Runtime.getRuntime().maxMemory());
        return new Iterator<>() {
            private final ArrayDeque<Row> done = new ArrayDeque<>();

            @Override
            public boolean hasNext() {
                if (done.isEmpty() && rows.hasNext()) {
                    batch(rows, network, carried, images, done);
                }
                return !done.isEmpty();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return done.remove();
            }
        };
    }

    private void batch(
            Iterator<Row> rows, HashModel network, CarriedModel carried, ImageBytes images, ArrayDeque<Row> done) {
        Pixels pixels = network.pixels();
        int count = pixels.count();
        byte[] values = new byte[AT_A_TIME * count];
        String[] paths = new String[AT_A_TIME];
        int size = 0;
        while (size < AT_A_TIME && rows.hasNext()) {
            Row row = rows.next();
            String path = row.getString(0);
            try {
                byte[] decoded = images.decode(bytes(row, path, images), pixels, carried.fit());
                System.arraycopy(decoded, 0, values, size * count, count);
                paths[size++] = path;
            } catch (ImageBytes.Refused e) {
                done.add(RowFactory.create(path, null, e.getMessage()));
            }
        }
        if (size == 0) {
            return;
        }
        HashCodes codes = network.hash(Images.of(pixels, java.util.Arrays.copyOf(values, size * count)));
        for (int i = 0; i < size; i++) {
            done.add(RowFactory.create(paths[i], CodeBytes.of(codes, i), null));
        }
    }

    private byte @Nullable [] bytes(Row row, String path, ImageBytes images) throws ImageBytes.Refused {
        return withContent ? row.getAs(1) : images.read(path, hadoop.value().value());
    }
}
