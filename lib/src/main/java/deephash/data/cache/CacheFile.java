package deephash.data.cache;

import deephash.code.Digests;
import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import deephash.data.source.Fingerprint;
import deephash.data.source.PixelStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a cache file: pixels of all images; a fingerprint each; a line of text for each broken image; a footer
 * with the sizes and the SHA-256 of everything but the pixels. The footer comes last, so a file without it is no cache.
 *
 * @param size how many images
 * @param pixels the shape of each
 */
record CacheFile(int size, Pixels pixels) {

    /** Changes whenever decoding, resampling or this layout does. */
    static final String VERSION = "deephash pixels 2";

    private static final int DIGEST = 32;

    /** The most bytes that the reasons for broken images take. */
    private static final int LONGEST_TEXT = 1 << 26;

    /** Version (32 bytes), size, channels, height, width, length of the text, digest. */
    private static final int FOOTER = 32 + 5 * Integer.BYTES + DIGEST;

    long pixelsAt() {
        return 0;
    }

    long fingerprintsAt() {
        return pixelsAt() + (long) size * pixels.count();
    }

    static void put(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Writes what stands behind the pixels. */
    void finish(FileChannel channel, long[] fingerprints, SortedMap<Integer, String> broken) throws IOException {
        ByteBuffer prints = ByteBuffer.allocate(Long.BYTES * size);
        prints.asLongBuffer().put(fingerprints);
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<Integer, String> entry : broken.entrySet()) {
            lines.append(entry.getKey()).append('\t').append(entry.getValue()).append('\n');
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer footer = ByteBuffer.allocate(FOOTER);
        footer.put(Arrays.copyOf(VERSION.getBytes(StandardCharsets.UTF_8), 32));
        footer.putInt(size).putInt(pixels.channels()).putInt(pixels.height()).putInt(pixels.width());
        footer.putInt(text.length);
        footer.put(digest(prints.array(), text, footer.array()));
        put(channel, prints, fingerprintsAt());
        put(channel, ByteBuffer.wrap(text), fingerprintsAt() + prints.capacity());
        put(channel, footer.flip(), fingerprintsAt() + prints.capacity() + text.length);
    }

    /**
     * Maps a file.
     *
     * @throws IOException if it is not complete, or of another set
     */
    PixelCache.Content open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = channel.size() - FOOTER;
            long printsEnd = fingerprintsAt() + (long) Long.BYTES * size;
            if (end < printsEnd) {
                throw new IOException("the cache file is too short");
            }
            byte[] footer = get(channel, end, FOOTER);
            int textLength = ByteBuffer.wrap(footer, 32 + 4 * Integer.BYTES, Integer.BYTES)
                    .getInt();
            if (textLength != end - printsEnd || textLength > LONGEST_TEXT) {
                throw new IOException("the cache file is damaged");
            }
            byte[] text = get(channel, printsEnd, textLength);
            byte[] prints = get(channel, fingerprintsAt(), Long.BYTES * size);
            ByteBuffer numbers = ByteBuffer.wrap(footer, 32, 5 * Integer.BYTES);
            boolean same = numbers.getInt() == size
                    && numbers.getInt() == pixels.channels()
                    && numbers.getInt() == pixels.height()
                    && numbers.getInt() == pixels.width()
                    && numbers.getInt() == text.length
                    && Arrays.equals(Arrays.copyOfRange(footer, FOOTER - DIGEST, FOOTER), digest(prints, text, footer));
            if (!same) {
                throw new IOException("the cache file is damaged");
            }
            long[] fingerprints = new long[size];
            ByteBuffer.wrap(prints).asLongBuffer().get(fingerprints);
            return new PixelCache.Content(
                    new Mapped(file, map(channel), pixels.count(), fingerprints, new boolean[size]), lines(text));
        }
    }

    private static byte[] digest(byte[] prints, byte[] text, byte[] footer) {
        java.security.MessageDigest digest = Digests.sha256();
        digest.update(prints);
        digest.update(text);
        digest.update(footer, 0, FOOTER - DIGEST);
        return digest.digest();
    }

    private static byte[] get(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the cache file is too short");
            }
        }
        return bytes.array();
    }

    private static SortedMap<Integer, String> lines(byte[] text) {
        SortedMap<Integer, String> broken = new TreeMap<>();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                broken.put(Integer.parseInt(line.substring(0, tab)), line.substring(tab + 1));
            }
        }
        return broken;
    }

    /** A mapping holds at most 2 GB, so there are several, each of whole images. */
    private MappedByteBuffer[] map(FileChannel channel) throws IOException {
        int each = perMap(pixels.count());
        MappedByteBuffer[] maps = new MappedByteBuffer[(size + each - 1) / each];
        for (int m = 0; m < maps.length; m++) {
            long from = pixelsAt() + (long) m * each * pixels.count();
            long length = (long) Math.min(each, size - m * each) * pixels.count();
            maps[m] = channel.map(FileChannel.MapMode.READ_ONLY, from, length);
        }
        return maps;
    }

    private static int perMap(int count) {
        return Math.max(1, (1 << 30) / count);
    }

    /**
     * Pixels in a mapped file: the system reads what is used, and drops it again when memory is short. An image is
     * compared with its fingerprint when it is first read, since checking all at once would read the whole file.
     *
     * @param file for messages
     * @param maps of whole images
     * @param count bytes an image
     * @param fingerprints one an image
     * @param checked which images agree with theirs
     */
    private record Mapped(Path file, MappedByteBuffer[] maps, int count, long[] fingerprints, boolean[] checked)
            implements PixelStore {
        @Override
        public void read(int index, byte[] to, int offset) {
            int each = perMap(count);
            try {
                maps[index / each].get(index % each * count, to, offset, count);
            } catch (InternalError e) {
                // what Java throws if a mapped file was cut
                throw damaged("was cut while it was in use", e);
            }
            if (!checked[index]) {
                if (Fingerprint.of(to, offset, count) != fingerprints[index]) {
                    throw damaged("is damaged", null);
                }
                checked[index] = true;
            }
        }

        private DatasetException damaged(String how, @Nullable InternalError cause) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                return new DatasetException(
                        "The cache file " + file + " " + how + ". Remove it and load the data again.", e);
            }
            return new DatasetException(
                    "The cache file " + file + " " + how
                            + ", so it was removed. Load the data again: it is decoded anew.",
                    cause);
        }

        @Override
        public long fingerprint(int index) {
            return fingerprints[index];
        }
    }
}
