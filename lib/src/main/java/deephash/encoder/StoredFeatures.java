package deephash.encoder;

import deephash.code.file.NumPyArray;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.hash.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Features made elsewhere, in {@code .npy} files with a row an image, in the order of a data set's splits.
 *
 * <pre>{@code
 * var clip = StoredFeatures.of("CLIP", data, Path.of("train.npy"), Path.of("database.npy"), Path.of("query.npy"));
 * DeepHash.evaluate(clip, data);
 * }</pre>
 *
 * An image is known again by its pixels, so any selection of the splits has features, too.
 */
public final class StoredFeatures implements Embedding {

    private final String name;
    private final Map<Long, float[]> features;

    private StoredFeatures(String name, Map<Long, float[]> features) {
        this.name = name;
        this.features = features;
    }

    /**
     * Reads the features of the three splits.
     *
     * @param name for tables
     * @param data whose images they are of
     * @param train a row for each training image, in order: 16- to 64-bit floating point or whole numbers, two
     *     dimensions
     * @param database a row for each image of the database
     * @param query a row for each query
     * @return an embedding for images of this data set
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a file has other than a row an image, another width than the others, or a
     *     value that is not finite
     */
    public static StoredFeatures of(String name, RetrievalDataset data, Path train, Path database, Path query)
            throws IOException {
        Map<Long, float[]> features = new HashMap<>();
        List<Split> splits = List.of(data.train(), data.database(), data.query());
        List<Path> files = List.of(train, database, query);
        int width = -1;
        for (int s = 0; s < 3; s++) {
            float[][] rows = NumPyArray.open(files.get(s)).rows();
            Split split = splits.get(s);
            if (rows.length != split.size()) {
                throw new IllegalArgumentException("\"" + files.get(s) + "\" has " + rows.length
                        + " rows, but the split " + split.name() + " has " + split.size()
                        + " images. A row is needed for each, in the order of the split.");
            }
            if (rows.length > 0 && width >= 0 && rows[0].length != width) {
                throw new IllegalArgumentException("\"" + files.get(s) + "\" has " + rows[0].length
                        + " values an image, the file before has " + width + ".");
            }
            for (int i = 0; i < rows.length; i++) {
                width = rows[i].length;
                features.put(split.images().fingerprint(i), rows[i]);
            }
        }
        return new StoredFeatures(name, features);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public float[][] features(Images images) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            float[] row = features.get(images.fingerprint(i));
            if (row == null) {
                throw new IllegalArgumentException("There are no features of " + images.name(i) + " in " + this
                        + ". Only images of the data set that they were read for have some, at the same size.");
            }
            rows.add(row.clone());
        }
        return rows.toArray(float[][]::new);
    }

    @Override
    public String toString() {
        return name + ", stored features of " + features.size() + " different images";
    }
}
