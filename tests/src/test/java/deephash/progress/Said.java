package deephash.progress;

import java.util.List;

/** A screen that remembers what it was told to say. */
public record Said(List<String> lines) implements Screen {

    @Override
    public Bar bar(String what, long total, String unit) {
        return SILENT.bar(what, total, unit);
    }

    @Override
    public Live show(Object content) {
        return SILENT.show(content);
    }

    @Override
    public void say(String line) {
        lines.add(line);
    }
}
