package deephash.kernel.notebook;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
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
                .replace("\\text{", "\\mbox{");
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
        return unfenced(xml);
    }

    /** The same without {@code mfenced}, which browsers no longer know: brackets and commas as they are seen. */
    private static String unfenced(String mathml) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(mathml)));
            NodeList fences = document.getElementsByTagName("mfenced");
            while (fences.getLength() > 0) {
                Element fence = (Element) fences.item(fences.getLength() - 1);
                Element row = document.createElement("mrow");
                row.appendChild(operator(document, fence.getAttribute("open")));
                for (int child = 0; fence.hasChildNodes(); child++) {
                    if (child > 0) {
                        row.appendChild(operator(document, ","));
                    }
                    row.appendChild(fence.getFirstChild());
                }
                row.appendChild(operator(document, fence.getAttribute("close")));
                fence.getParentNode().replaceChild(row, fence);
            }
            Transformer writer = TransformerFactory.newInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            writer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (ParserConfigurationException | SAXException | IOException | TransformerException e) {
            throw new IllegalStateException("MathML of our own making can be read and written.", e);
        }
    }

    private static Element operator(Document document, String sign) {
        Element operator = document.createElement("mo");
        operator.setTextContent(sign);
        return operator;
    }
}
