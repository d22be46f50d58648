package deephash.kernel.magic;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
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
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A whole POM from the parts that a project's README shows. */
final class PomText {

    static final String GROUP = "deephash.notebook";
    static final String ARTIFACT = "cell";
    static final String VERSION = "1";

    /** The elements that may be given without their parent, and that parent. */
    private static final List<List<String>> LOOSE =
            List.of(List.of("dependency", "dependencies"), List.of("repository", "repositories"));

    private PomText() {}

    /**
     * A POM of a known name.
     *
     * @param text a project, or any of its parts: dependency, dependencies, repository, dependencyManagement, ...
     * @throws IllegalArgumentException if it is no XML
     */
    static String whole(String text) {
        try {
            DocumentBuilder builder = builder();
            Document parts = builder.parse(new InputSource(
                    new StringReader("<parts>" + text.replaceFirst("^\\s*<\\?xml[^>]*\\?>", "") + "</parts>")));
            Document pom = builder.newDocument();
            Element project = pom.createElement("project");
            pom.appendChild(project);
            add(project, "modelVersion", "4.0.0");
            Element root = parts.getDocumentElement();
            Element given = child(root, "project");
            move(given == null ? root : given, project);
            name(project);
            StringWriter written = new StringWriter();
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(pom), new StreamResult(written));
            return written.toString();
        } catch (SAXException e) {
            throw new IllegalArgumentException("This is no XML of a POM: " + e.getMessage(), e);
        } catch (ParserConfigurationException | TransformerException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DocumentBuilder builder() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder;
    }

    /** Copies the parts, loose ones into the element that they belong to. */
    private static void move(Element from, Element project) {
        NodeList parts = from.getChildNodes();
        for (int i = 0; i < parts.getLength(); i++) {
            if (parts.item(i) instanceof Element part && !part.getTagName().equals("modelVersion")) {
                Node copy = project.getOwnerDocument().importNode(part, true);
                Element into = project;
                for (List<String> loose : LOOSE) {
                    if (loose.get(0).equals(part.getTagName())) {
                        into = childOrNew(project, loose.get(1));
                    } else if (loose.get(1).equals(part.getTagName()) && child(project, loose.get(1)) != null) {
                        move(part, project);
                        copy = null;
                    }
                }
                if (copy != null) {
                    into.appendChild(copy);
                }
            }
        }
    }

    /** The resolver finds it by this name. */
    private static void name(Element project) {
        set(project, "groupId", GROUP);
        set(project, "artifactId", ARTIFACT);
        set(project, "version", VERSION);
        set(project, "packaging", "pom");
    }

    private static void set(Element project, String name, String value) {
        Element known = child(project, name);
        if (known != null) {
            project.removeChild(known);
        }
        add(project, name, value);
    }

    private static void add(Element parent, String name, String value) {
        Element element = parent.getOwnerDocument().createElement(name);
        element.setTextContent(value);
        parent.appendChild(element);
    }

    private static Element childOrNew(Element parent, String name) {
        Element known = child(parent, name);
        if (known != null) {
            return known;
        }
        Element made = parent.getOwnerDocument().createElement(name);
        parent.appendChild(made);
        return made;
    }

    @org.jspecify.annotations.Nullable
    private static Element child(Element parent, String name) {
        NodeList children = parent.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element
                    && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }
}
