package deephash.view;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import deephash.drawing.Html;
import deephash.drawing.View;
import deephash.result.Numbers;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The first of many codes: number, bits and class as a table, and the bits as black and white squares. */
final class CodesView {

    private static final int ROWS = 8;
    private static final int SQUARE = 6;

    private CodesView() {}

    static View of(HashCodes codes) {
        int shown = Math.min(ROWS, codes.size());
        IntColumn number = IntColumn.create("#");
        StringColumn bits = StringColumn.create("code");
        StringColumn classes = StringColumn.create("class");
        List<String> html = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            HashCode code = codes.get(i);
            number.append(i);
            bits.append(code.toString());
            classes.append(code.classText().orElse(""));
            html.add("<tr><td style=\"text-align:right\">" + i + "</td><td>"
                    + code.picture().map(p -> Html.image(p, "image")).orElse("") + "</td><td>"
                    + Html.image(squares(code), code.toString()) + "</td><td style=\"text-align:left\">"
                    + Html.escape(code.classText().orElse("")) + "</td></tr>");
        }
        String title = Numbers.count(codes.size()) + " codes of " + codes.bits() + " bits"
                + (shown < codes.size() ? ", the first " + shown : "");
        Table table = Table.create(title, number, bits, classes);
        return View.html(
                Tables.view(table).text(),
                "<p>" + title + " (black = 1)</p><table><tbody>" + String.join("", html) + "</tbody></table>");
    }

    private static BufferedImage squares(HashCode code) {
        BufferedImage image = new BufferedImage(code.bits() * SQUARE + 1, 2 * SQUARE, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                boolean line = x % SQUARE == 0;
                boolean one = !line && code.bit(x / SQUARE);
                image.setRGB(x, y, line ? 0xd0d0d0 : one ? 0x222222 : 0xf4f4f4);
            }
        }
        return image;
    }
}
