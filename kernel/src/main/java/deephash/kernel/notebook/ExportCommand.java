package deephash.kernel.notebook;

import deephash.drawing.Html;
import deephash.file.WholeFile;
import deephash.kernel.install.Root;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deephash export}: the course as web pages. */
@Command(
        name = "export",
        description = "Writes the course, with the outputs that its chapters hold, as web pages that need no server, no"
                + " script and no network.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

    /** A link to another chapter. */
    private static final String CHAPTER = "(<a href=\"[0-9]{2}-[\\w-]+)\\.ipynb\"";

    /** A link to a file of the checkout that is not a page. */
    private static final String NOT_EXPORTED = "<a href=\"(?!https?:|[^\"]*\\.html\")[^\"]*\">(.*?)</a>";

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The folder of the chapters; by default the course's.")
    private @Nullable Path folder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Where the pages go; by default target/course in the checkout.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        PrintStream terminal = System.err;
        Path chapters = folder == null ? Root.folder().resolve("notebooks") : Root.given(folder);
        Path pages = output == null ? Root.folder().resolve("target/course") : Root.given(output);
        List<Path> notebooks = Exercises.course(chapters);
        Files.createDirectories(pages);
        HtmlPage writer = new HtmlPage();
        for (int i = 0; i < notebooks.size(); i++) {
            Notebook notebook = Notebook.read(notebooks.get(i));
            String navigation = "<nav><span>" + link(notebooks, i - 1, "← ") + "</span><a href=\"index.html\">Contents"
                    + "</a><span>" + link(notebooks, i + 1, "→ ") + "</span></nav>\n";
            WholeFile.write(
                    pages.resolve(page(notebooks.get(i))),
                    HtmlPage.page(
                            HtmlPage.title(notebook),
                            navigation,
                            writer.body(notebook).replaceAll(CHAPTER, "$1.html\"")));
        }
        WholeFile.write(
                pages.resolve("index.html"),
                HtmlPage.page(
                        "Contents",
                        "",
                        writer.markdown(contents(chapters, notebooks))
                                .replace(".ipynb\"", ".html\"")
                                .replaceAll(NOT_EXPORTED, "$1")));
        terminal.println("Wrote " + notebooks.size() + " chapters; begin with " + pages.resolve("index.html"));
        return 0;
    }

    /** The table of contents of the folder, or a list of the chapters. */
    private static String contents(Path chapters, List<Path> notebooks) throws IOException {
        Path readme = chapters.resolve("README.md");
        if (Files.exists(readme)) {
            return Files.readString(readme);
        }
        StringBuilder list = new StringBuilder("<h1>Contents</h1>\n<ul>\n");
        for (Path notebook : notebooks) {
            list.append("<li>").append(link(notebook)).append("</li>\n");
        }
        return list.append("</ul>\n").toString();
    }

    private static String page(Path notebook) {
        return String.valueOf(notebook.getFileName()).replace(".ipynb", ".html");
    }

    /** A link to the page of a notebook, whatever its file is called. */
    private static String link(Path notebook) throws IOException {
        String address =
                URLEncoder.encode(page(notebook), StandardCharsets.UTF_8).replace("+", "%20");
        return "<a href=\"" + address + "\">" + Html.escape(HtmlPage.title(Notebook.read(notebook))) + "</a>";
    }

    private static String link(List<Path> notebooks, int index, String arrow) throws IOException {
        return index < 0 || index >= notebooks.size() ? "" : arrow + link(notebooks.get(index));
    }
}
