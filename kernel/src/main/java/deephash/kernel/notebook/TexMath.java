package deephash.kernel.notebook;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
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

    private static final Pattern HIDDEN = Pattern.compile("<[^>]*+>|xformula(\\d{1,6})x");

    /** What may be said of an element of a formula; nothing of it names a place or a script. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "xmlns",
            "display",
            "mathvariant",
            "stretchy",
            "symmetric",
            "minsize",
            "maxsize",
            "accent",
            "accentunder",
            "displaystyle",
            "scriptlevel",
            "columnalign",
            "columnspacing",
            "rowspacing",
            "width",
            "height",
            "depth",
            "linethickness",
            "form",
            "fence",
            "separator",
            "lspace",
            "rspace",
            "open",
            "close");

    private static final String MATHML = "http://www.w3.org/1998/Math/MathML";

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

    /** HTML with the formulas back in it; within a tag, as in the description of a picture, none is shown. */
    String show(String html) {
        StringBuilder shown = new StringBuilder();
        Matcher matcher = HIDDEN.matcher(html);
        while (matcher.find()) {
            String number = matcher.group(1);
            String formula = number == null
                    ? matcher.group().replaceAll("xformula\\d+x", "…")
                    : Integer.parseInt(number) < formulas.size() ? formulas.get(Integer.parseInt(number)) : number;
            matcher.appendReplacement(shown, Matcher.quoteReplacement(formula));
        }
        formulas.clear();
        return matcher.appendTail(shown).toString();
    }

    /** Replaces commands that SnuggleTeX does not know by ones that it knows. */
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

    /** Replaces {@code mfenced}, which browsers no longer support, by the brackets and commas that it stands for. */
    private static String unfenced(String mathml) {
        try {
            Document document = DocumentBuilderFactory.newNSInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(mathml)));
            keepMathOnly(document.getDocumentElement());
            NodeList fences = document.getElementsByTagName("mfenced");
            while (fences.getLength() > 0) {
                Element fence = (Element) fences.item(fences.getLength() - 1);
                Element row = document.createElementNS(MATHML, "mrow");
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

    /** Removes links and other HTML, which LaTeX's text mode can hold, but for its text. */
    private static void keepMathOnly(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = attributes.getLength() - 1; i >= 0; i--) {
            String name = attributes.item(i).getNodeName();
            if (!ATTRIBUTES.contains(name)) {
                element.removeAttribute(name);
            }
        }
        for (Node child = element.getFirstChild(), next; child != null; child = next) {
            next = child.getNextSibling();
            if (!(child instanceof Element inner)) {
                continue;
            }
            if (MATHML.equals(inner.getNamespaceURI()) && inner.getLocalName().matches("m[a-z]+|semantics")) {
                keepMathOnly(inner);
            } else {
                element.replaceChild(element.getOwnerDocument().createTextNode(inner.getTextContent()), inner);
            }
        }
    }

    private static Element operator(Document document, String sign) {
        Element operator = document.createElementNS(MATHML, "mo");
        operator.setTextContent(sign);
        return operator;
    }
}
