package deephash.data.source;

/** Decoded pixels in memory, in arrays of at most about 256 MB. */
public final class HeapStore implements PixelStore {

    private final int count;
    private final int perChunk;
    private final byte[][] chunks;
    private final long[] fingerprints;

    /**
     * Room for {@code size} images of {@code count} bytes.
     *
     * @param fingerprints filled in by whoever decodes
     */
    public HeapStore(int size, int count, long[] fingerprints) {
        this.count = count;
        this.perChunk = Math.max(1, (1 << 28) / count);
        this.chunks = new byte[(size + perChunk - 1) / perChunk][];
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] = new byte[Math.min(perChunk, size - c * perChunk) * count];
        }
        this.fingerprints = fingerprints;
    }

    public void write(int index, byte[] pixels) {
        System.arraycopy(pixels, 0, chunks[index / perChunk], index % perChunk * count, count);
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        System.arraycopy(chunks[index / perChunk], index % perChunk * count, to, offset, count);
    }

    @Override
    public long fingerprint(int index) {
        return fingerprints[index];
    }
}
