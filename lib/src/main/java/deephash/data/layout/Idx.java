package deephash.data.layout;

import deephash.code.Labels;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import deephash.data.source.FileStamp;
import deephash.data.source.RawOriginals;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The IDX format of MNIST and its family: a big-endian header (two zero bytes, the element type 8 = unsigned byte, the
 * number of dimensions, each dimension as four bytes), then the values. Plain or gzipped.
 */
final class Idx {

    private static final String[] IMAGES = {"-images-idx3-ubyte", "-images.idx3-ubyte"};
    private static final String[] LABELS = {"-labels-idx1-ubyte", "-labels.idx1-ubyte"};
    private static final List<String> PARTS = List.of("train", "t10k", "test", "database", "query");

    private Idx() {}

    /** The values of one file: its dimensions, and everything behind the header. */
    record Values(int[] dimensions, byte[] bytes) {}

    /** Where the files of a set come from: a folder, or the library's own resources. */
    interface Folder {
        /** Opens a file, or gives null if there is none. */
        @Nullable
        InputStream open(String name) throws IOException;

        /** A text that changes when the file does. */
        String stamp(String name) throws IOException;
    }

    /** The files of a folder. */
    static Folder in(Path folder) {
        return new Folder() {
            @Override
            public @Nullable InputStream open(String name) throws IOException {
                Path file = folder.resolve(name);
                return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
            }

            @Override
            public String stamp(String name) throws IOException {
                return FileStamp.of(folder.resolve(name));
            }
        };
    }

    /** Whether a folder holds IDX images or labels. */
    static boolean isIn(Path folder) throws IOException {
        Folder files = in(folder);
        for (String part : PARTS) {
            if (find(files, part, IMAGES) != null || find(files, part, LABELS) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads every part there is (train, t10k or test, database, query).
     *
     * @param classes the names of classes 0, 1, ...; further labels are named by their number
     */
    static Catalog read(String title, Folder files, List<String> classes) throws IOException {
        List<String> parts = new ArrayList<>();
        List<Values> images = new ArrayList<>();
        List<Values> labels = new ArrayList<>();
        List<String> stamps = new ArrayList<>();
        for (String part : PARTS) {
            String imageFile = find(files, part, IMAGES);
            String labelFile = find(files, part, LABELS);
            if (imageFile == null && labelFile == null) {
                continue;
            }
            if (imageFile == null) {
                throw new DatasetException(title + ": " + labelFile + " has no images beside it. Expected " + part
                        + "-images-idx3-ubyte, or the same with .gz.");
            }
            if (labelFile == null) {
                throw new DatasetException(title + ": " + imageFile + " has no labels beside it. Expected " + part
                        + "-labels-idx1-ubyte, or the same with .gz.");
            }
            Values read = parse(imageFile, open(files, imageFile), 3);
            Values marks = parse(labelFile, open(files, labelFile), 1);
            if (read.dimensions()[0] != marks.dimensions()[0]) {
                throw new DatasetException(title + ": " + imageFile + " has " + read.dimensions()[0]
                        + " images, but " + labelFile + " has " + marks.dimensions()[0]
                        + " labels. One of the two belongs to another set, or is incomplete.");
            }
            parts.add(part.equals("t10k") ? "test" : part);
            images.add(read);
            labels.add(marks);
            stamps.add(files.stamp(imageFile));
        }
        if (parts.isEmpty()) {
            throw new DatasetException(title + ": there is no train-images-idx3-ubyte (or the same with .gz).");
        }
        return catalog(title, parts, images, labels, stamps, classes);
    }

    private static Catalog catalog(
            String title,
            List<String> parts,
            List<Values> images,
            List<Values> labels,
            List<String> stamps,
            List<String> classes) {
        int size = images.stream().mapToInt(v -> v.dimensions()[0]).sum();
        int[] part = new int[size];
        int[] classOf = new int[size];
        int at = 0;
        int highest = -1;
        for (int p = 0; p < parts.size(); p++) {
            for (byte label : labels.get(p).bytes()) {
                part[at] = p;
                classOf[at] = label & 255;
                highest = Math.max(highest, classOf[at]);
                at++;
            }
        }
        List<String> names = new ArrayList<>(classes);
        for (int c = names.size(); c <= highest; c++) {
            names.add(Integer.toString(c));
        }
        RawOriginals originals = new RawOriginals(
                parts,
                images.stream().mapToInt(v -> v.dimensions()[0]).toArray(),
                images.stream().map(Idx::shape).toList(),
                images.stream().map(Values::bytes).toList(),
                stamps);
        int side = images.get(0).dimensions()[1];
        return new Catalog(
                title,
                originals,
                Labels.single(names, classOf),
                parts,
                part,
                side <= 32 ? 32 : 64,
                side == 28 ? Fit.BORDER : Fit.STRETCH,
                0,
                List.of());
    }

    private static Pixels shape(Values images) {
        return new Pixels(1, images.dimensions()[1], images.dimensions()[2]);
    }

    private static @Nullable String find(Folder files, String part, String[] suffixes) throws IOException {
        for (String suffix : suffixes) {
            for (String packing : new String[] {"", ".gz"}) {
                try (InputStream in = files.open(part + suffix + packing)) {
                    if (in != null) {
                        return part + suffix + packing;
                    }
                }
            }
        }
        return null;
    }

    private static byte[] open(Folder files, String name) throws IOException {
        try {
            return unpacked(files, name);
        } catch (OutOfMemoryError e) {
            throw new DatasetException(
                    name + " does not fit into memory unpacked. Start with more (-Xmx); if it should be small, it is"
                            + " damaged: get it again.",
                    e);
        }
    }

    private static byte[] unpacked(Folder files, String name) throws IOException {
        try (InputStream in = files.open(name)) {
            if (in == null) {
                throw new DatasetException(name + " has gone while it was read.");
            }
            byte[] packed = in.readAllBytes();
            if (!name.endsWith(".gz")) {
                return packed;
            }
            try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16)) {
                return unpacked.readAllBytes();
            } catch (EOFException e) {
                throw new DatasetException(name + " is cut off: its gzip data end early. Get the file again.", e);
            } catch (IOException e) {
                throw new DatasetException(name + " is not readable gzip: " + e.getMessage() + ".", e);
            }
        }
    }

    /** Checks a header against the length of the file, and removes it. */
    static Values parse(String name, byte[] file, int dimensions) {
        int header = 4 + 4 * dimensions;
        if (file.length < header || file[0] != 0 || file[1] != 0) {
            throw new DatasetException(name + " is no IDX file: it starts with " + start(file)
                    + ", and an IDX file of unsigned bytes with 00 00 08 0" + dimensions + ".");
        }
        if (file[2] != 8 || file[3] != dimensions) {
            throw new DatasetException(name + " is an IDX file of element type " + file[2] + " with " + file[3]
                    + " dimensions; expected type 8 (unsigned byte) with " + dimensions + ".");
        }
        ByteBuffer numbers = ByteBuffer.wrap(file, 4, 4 * dimensions);
        int[] sizes = new int[dimensions];
        long expected = 1;
        for (int d = 0; d < dimensions; d++) {
            sizes[d] = numbers.getInt();
            if (sizes[d] < 1 || sizes[d] > 1 << 28) {
                throw new DatasetException(name + " has a dimension of " + sizes[d] + " in its header.");
            }
            expected = Math.min(expected * sizes[d], Long.MAX_VALUE >> 32);
        }
        if (expected != file.length - header) {
            throw new DatasetException(name + " promises " + expected + " values in its header, but has "
                    + (file.length - header) + ". It is cut off or damaged; get the file again.");
        }
        byte[] bytes = new byte[(int) expected];
        System.arraycopy(file, header, bytes, 0, bytes.length);
        return new Values(sizes, bytes);
    }

    private static String start(byte[] file) {
        if (file.length == 0) {
            return "nothing (0 bytes)";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(4, file.length); i++) {
            text.append(i == 0 ? "" : " ").append(String.format("%02x", file[i]));
        }
        return text.toString();
    }
}
