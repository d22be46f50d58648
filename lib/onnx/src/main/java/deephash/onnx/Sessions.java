package deephash.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import deephash.code.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Loads networks into ONNX Runtime, and keeps the one that was used last. One piece of work runs at a time. */
final class Sessions {

    private static final ReentrantLock LOCK = new ReentrantLock();

    private static @Nullable OnnxNetwork kept;
    private static String keptContent = "";

    private Sessions() {}

    /** Does work with the network of a file as it is now. */
    static <T> T withLatest(Path file, Function<OnnxNetwork, T> work) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return alone(() -> work.apply(network(digest(bytes), file, bytes)));
    }

    /** Does work with the network of a file that must still have a content, the SHA-256 in hexadecimal digits. */
    static <T> T with(String content, Path file, Function<OnnxNetwork, T> work) throws IOException {
        return alone(() -> {
            OnnxNetwork there = kept;
            if (there != null && keptContent.equals(content)) {
                return work.apply(there);
            }
            byte[] bytes = Files.readAllBytes(file);
            String now = digest(bytes);
            if (!now.equals(content)) {
                throw new IllegalArgumentException("\"" + file + "\" has changed since it was opened: its SHA-256 was "
                        + content + " and is " + now + ". Open it anew: Encoder.load(\"" + file + "\").");
            }
            return work.apply(network(content, file, bytes));
        });
    }

    private interface Work<T> {
        T done() throws IOException;
    }

    private static <T> T alone(Work<T> work) throws IOException {
        try {
            LOCK.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Waiting for other work with ONNX Runtime was interrupted.");
        }
        try {
            return work.done();
        } finally {
            LOCK.unlock();
        }
    }

    private static OnnxNetwork network(String content, Path file, byte[] bytes) throws IOException {
        OnnxNetwork there = kept;
        if (there != null && keptContent.equals(content)) {
            return there;
        }
        OnnxNetwork loaded = load(file, bytes);
        // what surrounds this work may be using the one that is kept
        if (there != null && LOCK.getHoldCount() == 1) {
            there.close();
        }
        kept = loaded;
        keptContent = content;
        return loaded;
    }

    private static OnnxNetwork load(Path file, byte[] bytes) {
        try {
            OrtEnvironment runtime = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "deephash");
            runtime.setTelemetry(false);
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(threads());
                // threads that wait without work shall not keep the cores busy
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                return OnnxNetwork.of(runtime, runtime.createSession(bytes, options), file);
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException(refusal(file, e), e);
        }
    }

    /** As PyTorch takes it: OMP_NUM_THREADS where it is set. */
    private static int threads() {
        String said = System.getenv("OMP_NUM_THREADS");
        return said != null && said.matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(said)
                : Runtime.getRuntime().availableProcessors();
    }

    private static String refusal(Path file, OrtException e) {
        String said = OnnxNetwork.said(e);
        if (said.contains("IR version") || said.contains("opset")) {
            return "\"" + file + "\" was made for a newer ONNX Runtime than 1.23.2, which is used here: " + said
                    + " Export it with opset_version=17.";
        }
        if (said.contains("external data") || said.contains("External data") || said.contains("model_path")) {
            return "\"" + file
                    + "\" keeps its weights in another file, which its SHA-256 would not cover. Write one file:"
                    + " torch.onnx.export(..., external_data=False), or onnx.save(onnx.load(file), other).";
        }
        return "\"" + file + "\" could not be loaded by ONNX Runtime 1.23.2: " + said
                + " In Python, any nn.Module becomes an encoder file with kernel/src/main/python/make_encoder.py.";
    }

    private static String digest(byte[] bytes) {
        MessageDigest digest = Digests.sha256();
        return HexFormat.of().formatHex(digest.digest(bytes));
    }
}
