package deephash.bench;

import deephash.code.HashCodes;
import deephash.copy.CopyHash;
import deephash.data.image.Images;
import deephash.generated.GeneratedPictures;
import deephash.model.engine.Compute;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How soon the bundled copy hash has its first code in a fresh process, how many pictures it hashes in a second of one
 * processor, and how long DJL's engine takes to start, which a network run by DJL would have to wait for.
 */
public final class CopySpeed {

    private CopySpeed() {}

    /**
     * Measures.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Images one = GeneratedPictures.of(1, 1);
        long start = System.nanoTime();
        HashCodes first = CopyHash.bundled().hash(one);
        print("first code of %d bits, s", first.bits(), (System.nanoTime() - start) * 1e-9);
        Images many = GeneratedPictures.of(4000, 2);
        CopyHash.bundled().hash(many);
        for (CopyHash hash :
                new CopyHash[] {CopyHash.bundled(), CopyHash.bundled().mirrored()}) {
            long used = processor();
            long from = System.nanoTime();
            hash.hash(many);
            print(
                    hash.name() + ", pictures a second of %d processors",
                    Runtime.getRuntime().availableProcessors(),
                    4000 / ((System.nanoTime() - from) * 1e-9));
            print(hash.name() + ", pictures a second of processor time", 0, 4000 / ((processor() - used) * 1e-9));
        }
        start = System.nanoTime();
        Compute.with(
                memory -> memory.ones(new ai.djl.ndarray.types.Shape(8)).sum().getFloat());
        print("start of DJL's engine, s", 0, (System.nanoTime() - start) * 1e-9);
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void print(String what, int number, double value) {
        System.out.printf(Locale.ROOT, "%s: %.3f%n", what.replace("%d", Integer.toString(number)), value);
    }
}
