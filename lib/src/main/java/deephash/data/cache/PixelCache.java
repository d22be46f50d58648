package deephash.data.cache;

import deephash.code.Digests;
import deephash.data.fetch.Room;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import deephash.data.source.HeapStore;
import deephash.data.source.Originals;
import deephash.data.source.ParallelDecoder;
import deephash.data.source.PixelStore;
import deephash.file.WholeFile;
import deephash.progress.Screen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Decodes images once: into memory where that costs next to nothing, else into a file that the next load maps. The
 * file's name is a digest of every image's path, length and time of change and of the options, so a changed image or
 * option makes another file; it is written under a temporary name and moved into place when it is complete, so no
 * killed or failed run leaves a partial one.
 */
public final class PixelCache {

    /** Raw sets with at most this many bytes of pixels need no file: an eighth of the heap, and 256 MB at most. */
    private static final long SMALL = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

    /** Broken images that are tried again before a cache file is believed. */
    private static final int RETRIED = 1000;

    private PixelCache() {}

    /** Decoded images, and those that could not be decoded with the reason. */
    public record Content(PixelStore store, SortedMap<Integer, String> broken) {}

    /** Where cache files lie. */
    static Path folder() {
        return StorageFolders.cache().resolve("pixels");
    }

    public static Content load(String what, Originals originals, Pixels pixels, Fit fit) throws IOException {
        long bytes = (long) originals.size() * pixels.count();
        if (originals.isRaw() && bytes <= SMALL) {
            return inMemory(what, originals, pixels, fit);
        }
        Path folder = folder();
        Path file = folder.resolve(key(originals, pixels, fit) + ".pixels");
        Content cached = mapped(file, originals, pixels);
        if (cached != null && stillBroken(cached, originals)) {
            Cache.touch(file);
            return cached;
        }
        try {
            Files.createDirectories(folder);
            Cache.sweep();
            Room.require(folder, bytes);
            WholeFile.write(file, channel -> write(what, originals, pixels, fit, channel));
            Content written = mapped(file, originals, pixels);
            if (written == null) {
                throw new IOException("the cache file " + file + " is not what was written");
            }
            return written;
        } catch (ClosedByInterruptException e) {
            Screen.checkInterrupted(what);
            throw e;
        } catch (IOException e) {
            return withoutFile(what, originals, pixels, fit, file, e);
        }
    }

    /** What is done when the disk is full or the folder cannot be written: memory if it is enough, else an error. */
    private static Content withoutFile(
            String what, Originals originals, Pixels pixels, Fit fit, Path file, IOException failed)
            throws IOException {
        long bytes = (long) originals.size() * pixels.count();
        String reason = String.format(
                Locale.ROOT,
                "The decoded images (%,d MB) could not be kept in %s: %s.",
                (bytes >> 20) + 1,
                file.getParent(),
                failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage());
        String remedy = " Make room there, or name another folder in DEEPHASH_CACHE.";
        if (bytes > Runtime.getRuntime().maxMemory() / 3) {
            throw new DatasetException(reason + " They are too many for memory." + remedy, failed);
        }
        Screen.current().say(reason + " They stay in memory, and will be decoded again next time." + remedy);
        return inMemory(what, originals, pixels, fit);
    }

    private static Content inMemory(String what, Originals originals, Pixels pixels, Fit fit) throws IOException {
        long[] fingerprints = new long[originals.size()];
        HeapStore store = new HeapStore(originals.size(), pixels.count(), fingerprints);
        return new Content(store, ParallelDecoder.run(what, originals, pixels, fit, fingerprints, store::write));
    }

    private static void write(String what, Originals originals, Pixels pixels, Fit fit, FileChannel channel)
            throws IOException {
        long[] fingerprints = new long[originals.size()];
        int count = pixels.count();
        CacheFile layout = new CacheFile(originals.size(), pixels);
        SortedMap<Integer, String> broken = ParallelDecoder.run(
                what,
                originals,
                pixels,
                fit,
                fingerprints,
                (index, values) ->
                        CacheFile.put(channel, ByteBuffer.wrap(values), layout.pixelsAt() + (long) index * count));
        layout.finish(channel, fingerprints, broken);
    }

    private static @Nullable Content mapped(Path file, Originals originals, Pixels pixels) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            return new CacheFile(originals.size(), pixels).open(file);
        } catch (IOException e) {
            // a damaged cache is written again, as if there were none
            return null;
        }
    }

    /** A file may have become readable without its length or time having changed. */
    private static boolean stillBroken(Content cached, Originals originals) {
        if (cached.broken().size() > RETRIED) {
            return true;
        }
        for (int index : cached.broken().keySet()) {
            try {
                originals.decode(index, true);
                return false;
            } catch (IOException e) {
                // as the cache says
            }
        }
        return true;
    }

    private static String key(Originals originals, Pixels pixels, Fit fit) {
        MessageDigest digest = Digests.sha256();
        String options = CacheFile.VERSION + "\n" + pixels.channels() + " " + pixels.height() + " " + pixels.width()
                + " " + fit + "\n";
        digest.update(options.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < originals.size(); i++) {
            digest.update((originals.stamp(i) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
