package deephash.metric;

import deephash.code.HashCodes;

/**
 * What a database is ranked by: for each query a level for every item. Level 0 is the nearest, and items of one level
 * are tied.
 */
sealed interface Levels permits EuclideanLevels, Levels.Hamming {

    /** How many queries there are. */
    int queries();

    /** How many items are ranked. */
    int items();

    /** The most levels that a query can have. */
    int count();

    /** Whether a level is a radius within which one can look up, and so the same for every query. */
    boolean areRadii();

    /** Reads queries {@code from} to {@code to}, in one thread. */
    Reader reader(int from, int to);

    /** Reads the levels of some queries. */
    interface Reader {
        /** Fills {@code levels}, an entry an item. */
        void fill(int query, int[] levels);
    }

    /** Hamming distances. */
    record Hamming(HashCodes ofQueries, HashCodes database) implements Levels {

        @Override
        public int queries() {
            return ofQueries.size();
        }

        @Override
        public int items() {
            return database.size();
        }

        @Override
        public int count() {
            return database.bits() + 1;
        }

        @Override
        public boolean areRadii() {
            return true;
        }

        @Override
        public Reader reader(int from, int to) {
            return (query, levels) -> database.distances(ofQueries, query, levels);
        }
    }
}
