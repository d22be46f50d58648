package deephash.robustness;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Hasher;
import deephash.hash.Matching;
import deephash.hash.PictureHasher;
import deephash.manipulation.Manipulation;
import deephash.picture.Picture;
import deephash.progress.Parallel;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The codes of photos and of their copies, for several matchers in one pass: each photo is decoded and manipulated
 * once, whoever hashes it.
 */
final class CopyCodes {

    /** Photos a thread takes at a time; with their copies they make one batch for a model. */
    private static final int PHOTOS_A_CHUNK = 16;

    private final Images photos;
    private final List<Manipulation> manipulations;
    private final long seed;

    CopyCodes(Images photos, List<Manipulation> manipulations, long seed) {
        this.photos = photos;
        this.manipulations = manipulations;
        this.seed = seed;
    }

    /** The codes of one look of one member; a list of codes for the originals, then one for each manipulation. */
    private final class Sink {
        private final Hasher hasher;
        private final UnaryOperator<Picture> look;
        private final int perCode;
        private final long[][] words;

        Sink(Hasher hasher, UnaryOperator<Picture> look) {
            this.hasher = hasher;
            this.look = look;
            perCode = (hasher.bits() + 63) / 64;
            words = new long[manipulations.size() + 1][photos.size() * perCode];
        }

        /** Hashes the versions of photos {@code from} and following: {@code versions[photo][manipulation]}. */
        void take(int from, List<List<Picture>> versions) {
            if (hasher instanceof PictureHasher whole) {
                for (int i = 0; i < versions.size(); i++) {
                    for (int m = 0; m < words.length; m++) {
                        long[] code = whole.code(look.apply(versions.get(i).get(m)));
                        System.arraycopy(code, 0, words[m], (from + i) * perCode, perCode);
                    }
                }
                return;
            }
            Pixels shape = hasher.input().orElse(photos.pixels());
            byte[] values = new byte[versions.size() * words.length * shape.count()];
            int at = 0;
            for (List<Picture> photo : versions) {
                for (Picture version : photo) {
                    System.arraycopy(prepared(shape, look.apply(version).toImage()), 0, values, at, shape.count());
                    at += shape.count();
                }
            }
            HashCodes codes;
            synchronized (hasher) { // a network may serve one thread at a time
                codes = hasher.hash(Images.of(shape, values));
            }
            for (int i = 0; i < codes.size(); i++) {
                for (int w = 0; w < perCode; w++) {
                    words[i % words.length][(from + i / words.length) * perCode + w] = codes.word(i, w);
                }
            }
        }

        private byte[] prepared(Pixels shape, BufferedImage image) {
            if (shape.equals(photos.pixels())) {
                return photos.prepare(image);
            }
            byte[] values = new byte[shape.count()];
            Images.of(shape, List.of(image)).read(0, values, 0);
            return values;
        }

        List<HashCodes> codes() {
            List<HashCodes> codes = new ArrayList<>();
            for (long[] version : words) {
                codes.add(HashCodes.of(hasher.bits(), version));
            }
            return codes;
        }
    }

    /**
     * Hashes everything.
     *
     * @return for each matcher, member and look the codes of the originals and of each manipulation
     */
    List<List<List<List<HashCodes>>>> of(List<Matching> matchers) {
        List<List<List<Sink>>> sinks = matchers.stream()
                .map(matcher -> matcher.members().stream()
                        .map(member -> member.looks().stream()
                                .map(look -> new Sink(member.hasher(), look))
                                .toList())
                        .toList())
                .toList();
        Parallel.chunks("Manipulating and hashing", "photos", photos.size(), PHOTOS_A_CHUNK, (from, to) -> {
            List<List<Picture>> versions = new ArrayList<>();
            for (int i = from; i < to; i++) {
                versions.add(versions(i));
            }
            sinks.forEach(matcher -> matcher.forEach(member -> member.forEach(sink -> sink.take(from, versions))));
        });
        return sinks.stream()
                .map(matcher -> matcher.stream()
                        .map(member -> member.stream().map(Sink::codes).toList())
                        .toList())
                .toList();
    }

    private List<Picture> versions(int photo) {
        Picture original = Picture.of(photos.original(photo));
        List<Picture> versions = new ArrayList<>(List.of(original));
        for (Manipulation manipulation : manipulations) {
            // each photo is cut at another place, which is the same in every run
            versions.add(manipulation.apply(original, seed * 1_000_003 + photo));
        }
        return versions;
    }
}
