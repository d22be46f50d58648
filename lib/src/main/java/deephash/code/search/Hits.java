package deephash.code.search;

/** What one query found: nearest first, then by index. As many indices as distances. */
record Hits(int[] indices, int[] distances) {}
