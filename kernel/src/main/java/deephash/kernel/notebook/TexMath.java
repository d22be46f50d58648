package deephash.kernel.notebook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.ed.ph.snuggletex.SnuggleEngine;
import uk.ac.ed.ph.snuggletex.SnuggleInput;
import uk.ac.ed.ph.snuggletex.SnuggleSession;

/**
 * Formulas between dollar signs, written in LaTeX, as MathML, which browsers show without any script.
 */
final class TexMath {

    private static final Pattern FORMULA = Pattern.compile("\\$\\$(.+?)\\$\\$|\\$([^$\\n]+?)\\$", Pattern.DOTALL);

    private final SnuggleEngine engine = new SnuggleEngine();
    private final List<String> formulas = new ArrayList<>();

    /** Text with each formula replaced by a word that Markdown leaves alone. */
    String hide(String markdown) {
        StringBuilder hidden = new StringBuilder();
        Matcher matcher = FORMULA.matcher(markdown);
        while (matcher.find()) {
            matcher.appendReplacement(hidden, "xformula" + formulas.size() + "x");
            formulas.add(matcher.group(1) != null ? mathml(matcher.group(1), true) : mathml(matcher.group(2), false));
        }
        return matcher.appendTail(hidden).toString();
    }

    /** HTML with the formulas back in it. */
    String show(String html) {
        String shown = html;
        for (int i = formulas.size() - 1; i >= 0; i--) {
            shown = shown.replace("xformula" + i + "x", formulas.get(i));
        }
        formulas.clear();
        return shown;
    }

    /** What SnuggleTeX does not know, said in what it knows. */
    private static String simplified(String tex) {
        return tex.replaceAll("\\\\([bB]igg?)[lr]?(?![A-Za-z])", "")
                .replace("\\tfrac", "\\frac")
                .replace("\\lVert", "\\|")
                .replace("\\rVert", "\\|")
                .replace("\\text{", "\\mathrm{")
                .replaceAll("\\\\underbrace\\{", "\\\\underbrace{");
    }

    private String mathml(String tex, boolean block) {
        SnuggleSession session = engine.createSession();
        try {
            String delimited = block ? "\\[" + simplified(tex) + "\\]" : "$" + simplified(tex) + "$";
            session.parseInput(new SnuggleInput(delimited));
        } catch (IOException e) {
            throw new IllegalStateException("Text in memory can be read.", e);
        }
        String xml = session.getErrors().isEmpty() ? session.buildXMLString() : null;
        if (xml == null) {
            throw new IllegalArgumentException("This formula cannot be exported: " + tex.strip() + " ("
                    + session.getErrors() + "). Say it in simpler LaTeX.");
        }
        return xml;
    }
}
