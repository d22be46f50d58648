package deephash.code.search;

/** What one query found: nearest first, then by index. {@code indices} and {@code distances} have one length. */
record Hits(int[] indices, int[] distances) {}
