package deephash.data.source;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a small text file that came with a data set. */
public final class TextLines {

    private TextLines() {}

    /**
     * All lines, without blanks around them, and without a byte order mark.
     *
     * @throws DatasetException if it is not UTF-8
     */
    public static List<String> of(Path file) throws IOException {
        List<String> lines;
        try {
            lines = new ArrayList<>(Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            throw new DatasetException(file + " is not UTF-8 text. It is damaged, or has to be saved as UTF-8.", e);
        }
        lines.replaceAll(line -> line.replace("\uFEFF", "").strip());
        return lines;
    }
}
