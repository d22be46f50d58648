package deephash.duplicates;

import deephash.code.search.Neighbour;
import deephash.data.source.DatasetException;
import deephash.data.source.PictureFile;
import deephash.hash.Matching;
import deephash.picture.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds photos of an index by a picture. */
public final class PhotoSearch {

    private PhotoSearch() {}

    /**
     * A photo that was found.
     *
     * @param photo where it is
     * @param distance to the picture, in bits
     * @param expectedFalse how many different photos of the index must be expected within this distance; NaN if the
     *     hash was never counted
     */
    public record Hit(Photo photo, int distance, double expectedFalse) {

        /**
         * How far the match can be trusted.
         *
         * @return in words
         */
        public String falsePairs() {
            return Double.isNaN(expectedFalse)
                    ? "not counted for this hash"
                    : String.format(Locale.ROOT, "%.2g other photos expected as near", expectedFalse);
        }
    }

    /**
     * The photos that are nearest to a picture.
     *
     * @param index as it is, not brought up to date
     * @param image a file
     * @param count how many, at least 1
     * @return the nearest first; all photos, if there are fewer
     * @throws DatasetException if the file cannot be read
     */
    public static List<Hit> nearest(PhotoIndex index, Path image, int count) {
        Picture picture;
        try {
            picture = PhotoHashes.read(image).picture();
        } catch (IOException e) {
            throw new DatasetException(
                    "\"" + image + "\" cannot be read: " + PictureFile.reason(e)
                            + ". Give a JPEG, PNG, WebP, BMP or GIF file.",
                    e);
        }
        PhotoIndex.Contents contents = index.contents();
        if (contents.photos().isEmpty()) {
            return List.of();
        }
        Matching.Member member = index.matching().members().get(0);
        LookCodes query = LookCodes.of(member, PhotoHashes.codes(member, List.of(picture)));
        Optional<FalseMatches> counted = FalseMatches.bundled(index.matching());
        List<Hit> hits = new ArrayList<>();
        for (Neighbour near : contents.codes().nearest(query, count)) {
            double expected = counted.map(
                            f -> f.share(near.distance()) * contents.photos().size())
                    .orElse(Double.NaN);
            hits.add(new Hit(contents.photos().get(near.index()), near.distance(), expected));
        }
        return hits;
    }
}
