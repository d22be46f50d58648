package deephash.kernel.repl;

import com.google.gson.JsonElement;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows values in a terminal: text as it is, and a picture by its size and the file that it is kept in. */
final class TerminalDisplay implements Display {

    private final PrintWriter out;
    private final Map<String, Path> pictures = new HashMap<>();
    private @Nullable Path folder;
    private int shown;
    private String openLine = "";

    TerminalDisplay(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void stream(String name, String text) {
        out.print(text);
        out.flush();
        int line = text.lastIndexOf('\n') + 1;
        openLine = (line > 0 ? "" : openLine) + text.substring(line);
    }

    /** Takes the text that was printed since the last line break, so that the caller can continue that line. */
    synchronized String takeOpenLine() {
        String open = openLine;
        openLine = "";
        return open;
    }

    @Override
    public synchronized void display(Bundle bundle, @Nullable String displayId) {
        openLine = "";
        String text = bundle.text();
        if (!text.isEmpty()) {
            out.println(text);
        }
        byte[] png = png(bundle);
        if (png != null) {
            Path file = keep(png, null);
            if (file != null) {
                out.println("(picture: " + file + ")");
                if (displayId != null) {
                    pictures.put(displayId, file);
                }
            }
        }
        out.flush();
    }

    /** Replaces a picture's file. Printed text cannot be replaced, so its new form is printed below. */
    @Override
    public synchronized void updateDisplay(Bundle bundle, String displayId) {
        byte[] png = png(bundle);
        Path file = pictures.get(displayId);
        if (png != null && file != null) {
            keep(png, file);
        } else {
            display(bundle, displayId);
        }
    }

    /** A terminal keeps what it has shown. */
    @Override
    public void clearOutput(boolean wait) {}

    private static byte @Nullable [] png(Bundle bundle) {
        JsonElement data = bundle.data().get(Bundle.PNG);
        return data == null ? null : Base64.getMimeDecoder().decode(data.getAsString());
    }

    private @Nullable Path keep(byte[] png, @Nullable Path file) {
        try {
            if (folder == null) {
                folder = Files.createTempDirectory("deephash-");
            }
            Path kept = file != null ? file : folder.resolve(++shown + ".png");
            return Files.write(kept, png);
        } catch (IOException e) {
            out.println("(a picture, which could not be kept: " + e + ")");
            return null;
        }
    }
}
