package deephash.progress;

import java.util.ArrayList;
import java.util.List;

/**
 * A screen that remembers what it was told.
 *
 * @param lines what it was told to say
 * @param notes what stood beside bars
 */
public record Said(List<String> lines, List<String> notes) implements Screen {

    public Said(List<String> lines) {
        this(lines, new ArrayList<>());
    }

    @Override
    public Bar bar(String what, long total, String unit) {
        return new Bar() {
            @Override
            public void step(long count) {}

            @Override
            public void note(String text) {
                notes.add(text);
            }

            @Override
            public void close() {}
        };
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
