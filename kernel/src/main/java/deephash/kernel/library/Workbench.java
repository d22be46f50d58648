package deephash.kernel.library;

import deephash.kernel.eval.EvaluatorOptions;
import deephash.kernel.eval.Setup;
import deephash.kernel.eval.assist.Template;
import java.util.List;

/** The evaluator with the DeepHash library at hand: its imports, its first lines, its progress bars. */
public final class Workbench {

    private static final List<Template> TEMPLATES = List.of(
            new Template("load", "var data = DeepHash.load(\"fashion-mnist-mini\");"),
            new Template("train", "var model = DeepHash.train(CSVAE, data, options().bits(64).epochs(10).seed(7));"),
            new Template("hash", "var codes = DeepHash.hash(model, data.database());"),
            new Template("search", "var index = HammingIndex.of(codes);\nindex.search(codes.get(0), 10)"),
            new Template("evaluate", "var result = DeepHash.evaluate(model, data);\nresult"),
            new Template("compare", "DeepHash.compare(data, options().bits(16, 32, 64), VAE, CVAE, VTE, CSVAE)"));

    /** Trainings return what they have reached when they are interrupted. */
    private static final List<String> YIELDING = List.of("ai.djl.", "deephash.");

    private Workbench() {}

    /** Options with the library imported and nothing else. */
    public static EvaluatorOptions options() {
        return EvaluatorOptions.defaults()
                .setup(new Setup(
                        () -> Preloads.imports(Workbench.class.getClassLoader()),
                        TEMPLATES,
                        YIELDING,
                        List.of("HashCodes.random("),
                        NotebookScreen::flush));
    }
}
