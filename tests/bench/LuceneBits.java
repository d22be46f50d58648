import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.bitvectors.HnswBitVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;

/**
 * Lucene's graph over codes, called by scale.py with a folder that holds database.npy and queries.npy. Prints the
 * seconds of processor time to build, then a line for each k: k, seconds to search, and the distances of each query.
 */
public final class LuceneBits {

    private static final int TEN = 10;

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        byte[][] database = codes(folder.resolve("database.npy"));
        byte[][] queries = codes(folder.resolve("queries.npy"));
        IndexWriterConfig settings = new IndexWriterConfig()
                .setRAMBufferSizeMB(1900)
                .setMergeScheduler(new SerialMergeScheduler())
                .setCodec(new Lucene912Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return new HnswBitVectorsFormat(16, 100);
                    }
                });
        try (FSDirectory index = FSDirectory.open(folder.resolve("lucene"))) {
            double start = busy();
            try (IndexWriter writer = new IndexWriter(index, settings)) {
                for (byte[] code : database) {
                    Document document = new Document();
                    document.add(new KnnByteVectorField("code", code, VectorSimilarityFunction.EUCLIDEAN));
                    writer.addDocument(document);
                }
            }
            System.out.println("build: " + (busy() - start));
            try (DirectoryReader reader = DirectoryReader.open(index)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                int[] distances = new int[queries.length * TEN];
                for (int k = TEN; k <= 320; k *= 2) {
                    double best = Double.POSITIVE_INFINITY;
                    for (int repeat = 0; repeat < 5; repeat++) {
                        start = busy();
                        for (int q = 0; q < queries.length; q++) {
                            KnnByteVectorQuery query = new KnnByteVectorQuery("code", queries[q], k);
                            ScoreDoc[] found = searcher.search(query, TEN).scoreDocs;
                            for (int i = 0; i < TEN; i++) {
                                // the score of d of n bits is (n - d) / n
                                int bits = 8 * queries[q].length;
                                distances[q * TEN + i] = Math.round(bits * (1 - found[i].score));
                            }
                        }
                        best = Math.min(best, busy() - start);
                    }
                    String line = Arrays.toString(distances).replaceAll("[^0-9 ]", "");
                    System.out.println(k + " " + best + " " + line);
                }
            }
        }
    }

    private static double busy() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** Codes of 8 bytes in a .npy file of version 1. */
    private static byte[][] codes(Path file) throws Exception {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        all.position(10 + all.getShort(8));
        byte[][] codes = new byte[all.remaining() / 8][8];
        for (byte[] code : codes) {
            all.get(code);
        }
        return codes;
    }
}
