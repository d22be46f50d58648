package deephash.kernel.eval.assist;

import java.util.List;

/** Lines that begin most notebooks, completed from their first word. */
final class Snippets {

    private record Snippet(String name, String body) {}

    private static final List<Snippet> ALL = List.of(
            new Snippet("load", "var data = DeepHash.load(\"fashion-mnist-mini\");"),
            new Snippet("train", "var model = DeepHash.train(CSVAE, data, options().bits(64).epochs(10).seed(7));"),
            new Snippet("hash", "var codes = DeepHash.hash(model, data.database());"),
            new Snippet("search", "var index = HammingIndex.of(codes);\nindex.search(codes.get(0), 10)"),
            new Snippet("evaluate", "var result = DeepHash.evaluate(model, data);\nresult"),
            new Snippet("compare", "DeepHash.compare(data, options().bits(16, 32, 64), VAE, CVAE, VTE, CSVAE)"));

    private Snippets() {}

    static List<Completion.Candidate> beginning(String prefix) {
        return ALL.stream()
                .filter(each -> each.name().startsWith(prefix))
                .map(each -> new Completion.Candidate(each.body(), "text", each.name()))
                .toList();
    }
}
