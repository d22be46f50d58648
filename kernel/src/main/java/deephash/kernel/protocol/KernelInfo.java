package deephash.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.kernel.protocol.wire.Codec;

/** Who this kernel is. */
final class KernelInfo {

    static final String VERSION = version();

    private KernelInfo() {}

    private static String version() {
        String packaged = KernelInfo.class.getPackage().getImplementationVersion();
        return packaged == null ? "0.1.0" : packaged;
    }

    static JsonObject reply() {
        String java = Runtime.version().toString();
        JsonObject language = new JsonObject();
        language.addProperty("name", "java");
        language.addProperty("version", java);
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("file_extension", ".java");
        language.addProperty("pygments_lexer", "java");
        language.addProperty("codemirror_mode", "java");
        language.addProperty("nbconvert_exporter", "script");
        JsonArray links = new JsonArray();
        links.add(link(
                "Java API",
                "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/"));
        links.add(link("Deep Java Library", "https://docs.djl.ai/"));
        links.add(link("Tablesaw", "https://jtablesaw.github.io/tablesaw/"));
        links.add(link("XChart", "https://knowm.org/open-source/xchart/"));
        JsonObject content = Replies.ok();
        content.addProperty("protocol_version", Codec.PROTOCOL);
        content.addProperty("implementation", "deephash");
        content.addProperty("implementation_version", VERSION);
        content.add("language_info", language);
        content.addProperty(
                "banner",
                "DeepHash " + VERSION + ", Java " + java + ". Begin with DeepHash.load(\"fashion-mnist-mini\").");
        content.addProperty("debugger", false);
        content.add("supported_features", new JsonArray());
        content.add("help_links", links);
        return content;
    }

    private static JsonObject link(String text, String url) {
        JsonObject link = new JsonObject();
        link.addProperty("text", text);
        link.addProperty("url", url);
        return link;
    }
}
