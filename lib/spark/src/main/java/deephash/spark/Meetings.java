package deephash.spark;

import deephash.code.HashCodes;
import deephash.code.search.Agreement;
import deephash.code.search.CodePairs;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Compares codes that have a key in common: rows of (choice, key, code), sorted, one key after another. */
final class Meetings implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    /** So many are compared each with each; of more, the pairs are found as in memory. */
    private static final int FEW = 2000;

    private final Broadcast<Agreement> agreement;
    private final int bytes;
    private final int radius;

    Meetings(Broadcast<Agreement> agreement, int bytes, int radius) {
        this.agreement = agreement;
        this.bytes = bytes;
        this.radius = radius;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Pairs(rows, agreement.value());
    }

    private final class Pairs implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Agreement agreement;
        private final int perCode = CodeBytes.words(bytes);
        private @Nullable Row ahead;
        private long[] words = new long[64 * perCode];
        private long[] found = new long[64];
        private int size;
        private int at;

        Pairs(Iterator<Row> rows, Agreement agreement) {
            this.rows = rows;
            this.agreement = agreement;
            ahead = rows.hasNext() ? rows.next() : null;
        }

        @Override
        public boolean hasNext() {
            while (at == size && ahead != null) {
                meet(ahead);
            }
            return at < size;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            long pair = found[at++];
            int one = (int) (pair >>> 32) * perCode;
            int other = (int) pair * perCode;
            byte[] first = CodeBytes.ofWords(words, one, bytes);
            byte[] second = CodeBytes.ofWords(words, other, bytes);
            boolean ordered = Arrays.compareUnsigned(first, second) < 0;
            return RowFactory.create(ordered ? first : second, ordered ? second : first, distance(one, other));
        }

        /** Reads the codes of one key, and finds the pairs among them that no earlier choice has. */
        private void meet(Row first) {
            int choice = first.getInt(0);
            long key = first.getLong(1);
            int count = 0;
            Row row = first;
            while (row != null && row.getInt(0) == choice && row.getLong(1) == key) {
                if ((count + 1) * perCode > words.length) {
                    words = Arrays.copyOf(words, Math.multiplyExact(2, words.length));
                }
                CodeBytes.toWords(row.getAs(2), words, count++ * perCode);
                row = rows.hasNext() ? rows.next() : null;
            }
            ahead = row;
            size = 0;
            at = 0;
            if (count > FEW) {
                HashCodes codes = HashCodes.of(8 * bytes, Arrays.copyOf(words, count * perCode));
                CodePairs.within(codes, radius).forEach((i, j, distance) -> keep(choice, i, j));
            } else {
                for (int i = 0; i < count; i++) {
                    for (int j = i + 1; j < count; j++) {
                        if (distance(i * perCode, j * perCode) <= radius) {
                            keep(choice, i, j);
                        }
                    }
                }
            }
        }

        private void keep(int choice, int i, int j) {
            if (!agreement.isFirst(choice, words, i * perCode, j * perCode)) {
                return;
            }
            if (size == found.length) {
                found = Arrays.copyOf(found, Math.multiplyExact(2, found.length));
            }
            found[size++] = (long) i << 32 | j;
        }

        private int distance(int one, int other) {
            int distance = 0;
            for (int w = 0; w < perCode; w++) {
                distance += Long.bitCount(words[one + w] ^ words[other + w]);
            }
            return distance;
        }
    }
}
