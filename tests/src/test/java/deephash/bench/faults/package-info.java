/** Kills, damage, second processes, little memory and full disks; run by {@code tests/bench/faults.py}. */
package deephash.bench.faults;
