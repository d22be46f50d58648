package deephash.drawing;

import deephash.code.Labels;
import deephash.code.Pictures;
import deephash.data.Split;
import deephash.result.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture of many pictures, in rows: each scaled to one size, with a caption below it and, where that says something,
 * a coloured frame (green: shares a class with the query, red: does not).
 */
public final class Gallery implements Viewable {

    /** The most pictures a gallery draws: more would be too small to see and too large to send. */
    public static final int MOST = 400;

    public static final int CELL = 68;
    public static final int GAP = 8;
    private static final int CAPTION = 15;
    private static final int ROW_TITLE = 112;
    public static final Color RIGHT = new Color(0x2e, 0x8b, 0x57);
    public static final Color WRONG = new Color(0xd0, 0x3b, 0x3b);
    public static final Color QUERY = new Color(0x2f, 0x6d, 0xb5);

    private final String title;
    private final List<Row> rows;

    private Gallery(String title, List<Row> rows) {
        this.title = title;
        this.rows = rows;
    }

    /**
     * The first pictures of a collection, at most {@code count}, in lines of ten.
     *
     * @param pictures to show
     * @param count the most pictures shown
     * @return the rows
     */
    public static Gallery of(Pictures pictures, int count) {
        int shown = Math.min(Math.min(count, pictures.size()), MOST);
        List<Row> rows = new ArrayList<>();
        for (int start = 0; start < shown; start += 10) {
            List<Cell> cells = new ArrayList<>();
            for (int i = start; i < Math.min(start + 10, shown); i++) {
                cells.add(new Cell(pictures.picture(i), "", null));
            }
            rows.add(new Row("", cells));
        }
        String left =
                pictures.size() > shown ? "first " + shown + " of " + Numbers.count(pictures.size()) + " images" : "";
        return new Gallery(left, rows);
    }

    /**
     * Pictures without captions, in lines of ten.
     *
     * @param pictures to show
     * @return the rows
     */
    public static Gallery of(List<? extends BufferedImage> pictures) {
        return of(
                new Pictures() {
                    @Override
                    public int size() {
                        return pictures.size();
                    }

                    @Override
                    public BufferedImage picture(int index) {
                        return pictures.get(index);
                    }

                    @Override
                    public String name(int index) {
                        return "image " + index;
                    }
                },
                100);
    }

    /**
     * The first pictures of each class, a row a class; the first pictures in order where nothing is labelled.
     *
     * @param split whose images are shown
     * @param perClass how many of each
     * @param classes the most classes shown
     * @return the rows
     */
    public static Gallery perClass(Split split, int perClass, int classes) {
        Labels labels = split.labels();
        if (!labels.isPresent()) {
            return of(split.images(), perClass * classes);
        }
        List<Row> rows = new ArrayList<>();
        int shown = Math.min(labels.classes().size(), classes);
        for (int c = 0; c < shown; c++) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < split.size() && cells.size() < perClass; i++) {
                if (labels.has(i, c)) {
                    cells.add(new Cell(split.images().picture(i), "", null));
                }
            }
            rows.add(new Row(labels.classes().get(c), cells));
        }
        int hidden = labels.classes().size() - shown;
        return new Gallery(
                hidden == 0
                        ? ""
                        : "the first " + shown + " of " + labels.classes().size() + " classes",
                rows);
    }

    /**
     * Collections of equal order side by side, a row each: originals over reconstructions, one latent traversal a row.
     *
     * @param titles one a row
     * @param rows as many as titles; each shown up to {@code count} pictures
     * @param count the most pictures of a row
     * @return the rows
     */
    public static Gallery rows(List<String> titles, List<? extends Pictures> rows, int count) {
        if (titles.size() != rows.size()) {
            throw new IllegalArgumentException(
                    titles.size() + " titles do not fit " + rows.size() + " rows of images.");
        }
        List<Row> drawn = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < Math.min(count, rows.get(r).size()); i++) {
                cells.add(new Cell(rows.get(r).picture(i), "", null));
            }
            drawn.add(new Row(titles.get(r), cells));
        }
        return new Gallery("", drawn);
    }

    /** Rows of captioned pictures, each with a title on its left. */
    static Gallery ofRows(String title, List<String> titles, List<List<Cell>> rows) {
        List<Row> drawn = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            drawn.add(new Row(titles.get(r), rows.get(r)));
        }
        return new Gallery(title, drawn);
    }

    /**
     * Captioned pictures in lines of eleven.
     *
     * @param title above the pictures
     * @param cells the pictures
     * @return the rows
     */
    public static Gallery ofCells(String title, List<Cell> cells) {
        List<Row> rows = new ArrayList<>();
        for (int start = 0; start < cells.size(); start += 11) {
            rows.add(new Row("", cells.subList(start, Math.min(start + 11, cells.size()))));
        }
        return new Gallery(title, rows);
    }

    /** The picture. */
    public BufferedImage image() {
        boolean titled = rows.stream().anyMatch(r -> !r.title.isEmpty());
        boolean captioned = rows.stream().flatMap(r -> r.cells.stream()).anyMatch(c -> !c.caption.isEmpty());
        int columns =
                Math.max(1, rows.stream().mapToInt(r -> r.cells.size()).max().orElse(1));
        int left = titled ? ROW_TITLE : GAP;
        int top = title.isEmpty() ? GAP : GAP + 18;
        int lines = captioned
                ? Math.max(
                        1,
                        rows.stream()
                                .flatMap(r -> r.cells.stream())
                                .mapToInt(c -> c.caption.split("\n", -1).length)
                                .max()
                                .orElse(1))
                : 0;
        int rowHeight = CELL + GAP + lines * CAPTION;
        Sheet sheet = new Sheet(
                Math.max(left + columns * (CELL + GAP), title.length() * 7 + 2 * GAP),
                top + rows.size() * rowHeight + (captioned ? 2 : 0));
        sheet.text(title, GAP, 18);
        for (int r = 0; r < rows.size(); r++) {
            int y = top + r * rowHeight;
            sheet.text(fitted(sheet.plain(), rows.get(r).title, left - 2 * GAP), GAP, y + CELL / 2 + 4);
            List<Cell> cells = rows.get(r).cells;
            for (int c = 0; c < cells.size(); c++) {
                draw(sheet, cells.get(c), left + c * (CELL + GAP), y);
            }
        }
        return sheet.done();
    }

    private static void draw(Sheet sheet, Cell cell, int x, int y) {
        sheet.picture(cell.picture, x, y, CELL);
        Graphics2D g = sheet.g;
        Color frame = cell.frame;
        if (frame != null) {
            g.setColor(frame);
            g.setStroke(new BasicStroke(3));
            g.drawRect(x - 1, y - 1, CELL + 1, CELL + 1);
        }
        g.setColor(frame == null ? Sheet.INK : frame);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
        int line = 0;
        for (String text : cell.caption.split("\n", -1)) {
            g.drawString(fitted(g.getFontMetrics(), text, CELL), x, y + CELL + 12 + CAPTION * line++);
        }
    }

    /** The text, cut with an ellipsis where it would run into its neighbour. */
    private static String fitted(FontMetrics metrics, String text, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    @Override
    public View view() {
        int pictures = rows.stream().mapToInt(r -> r.cells.size()).sum();
        return new View(pictures + " images" + (title.isEmpty() ? "" : ": " + title), null, image());
    }

    /** One picture with what is written below it and the colour around it. */
    public record Cell(
            BufferedImage picture, String caption, @Nullable Color frame) {}

    private record Row(String title, List<Cell> cells) {}
}
