package deephash.kernel.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import deephash.drawing.Html;
import deephash.kernel.display.Lines;
import java.util.List;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A notebook as one HTML page that needs nothing beside it: no script, no network, whatever the notebook holds.
 * Solutions are folded up. {@link SafeHtml} removes what would run or load anything, and the page forbids it to the
 * browser, too.
 */
final class HtmlPage {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n";

    private static final String STYLE = """
            body { max-width: 60em; margin: 2em auto; padding: 0 1em; font: 16px/1.55 system-ui, sans-serif; \
            color: #222; }
            nav { display: flex; justify-content: space-between; font-size: 14px; }
            pre { overflow-x: auto; line-height: 1.4; font-size: 13.5px; }
            pre.code { background: #f6f6f4; border-left: 3px solid #0072b2; padding: .6em .9em; }
            code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
            p code, li code, td code { background: #f6f6f4; padding: 0 .25em; }
            table { border-collapse: collapse; font-size: 14px; margin: .6em 0; }
            th, td { padding: .2em .7em; border-bottom: 1px solid #e4e4e4; text-align: left; vertical-align: top; }
            .output { overflow-x: auto; margin: .6em 0 1.2em; }
            .output img { max-width: 100%; height: auto; }
            .bars { color: #777; font-size: 12px; }
            summary { cursor: pointer; color: #0072b2; }
            math[display=block] { margin: 1em 0; }
            """;

    private final Parser parser = Parser.builder().extensions(TABLES).build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().extensions(TABLES).build();
    private final TexMath math = new TexMath();

    /** A page around a body. */
    static String page(String title, String navigation, String body) {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" + POLICY + "<title>"
                + Html.escape(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + navigation + body
                + navigation
                + "</body>\n</html>\n";
    }

    /** Markdown as HTML, formulas included. */
    String markdown(String text) {
        return math.show(SafeHtml.of(renderer.render(parser.parse(math.hide(text)))));
    }

    /** All cells and their outputs. */
    String body(Notebook notebook) {
        StringBuilder html = new StringBuilder();
        for (Cell cell : notebook.cells()) {
            String shown = cell.isCode() ? code(cell) : markdown(cell.source());
            html.append(
                    cell.isTagged(Exercises.TAG)
                            ? "<details><summary>Solution</summary>\n" + shown + "</details>\n"
                            : shown);
        }
        return html.toString();
    }

    /** The text of the first heading, without marks. */
    static String title(Notebook notebook) {
        return notebook.cells().stream()
                .filter(cell -> !cell.isCode())
                .flatMap(cell -> cell.source().lines())
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse("Notebook");
    }

    private static String code(Cell cell) {
        StringBuilder html = new StringBuilder("<pre class=\"code\"><code>")
                .append(Html.escape(cell.source()))
                .append("</code></pre>\n");
        for (JsonElement output : cell.outputs()) {
            html.append(output(output.getAsJsonObject()));
        }
        return html.toString();
    }

    private static String output(JsonObject output) {
        JsonObject data = Notebook.object(output, "data");
        boolean progress = "display_data".equals(Notebook.string(output, "output_type")) && !data.has("image/png");
        if (data.has("text/html")) {
            return "<div class=\"output" + (progress ? " bars" : "") + "\">"
                    + SafeHtml.of(Lines.joined(data.get("text/html"))) + "</div>\n";
        }
        String text = Lines.joined(data.has("text/plain") ? data.get("text/plain") : output.get("text"));
        Optional<String> picture = SafeHtml.png(Lines.joined(data.get("image/png")), text);
        if (picture.isPresent()) {
            return "<div class=\"output\">" + picture.get() + "</div>\n";
        }
        if (output.get("traceback") != null) {
            text = Notebook.string(output, "ename") + ": " + Notebook.string(output, "evalue");
        }
        return "<div class=\"output\"><pre>" + Html.escape(text) + "</pre></div>\n";
    }
}
