/** Measurements that are no tests: run by the scripts in {@code tests/bench}. */
package deephash.bench;
