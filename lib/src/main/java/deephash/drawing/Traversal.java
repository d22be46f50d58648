package deephash.drawing;

import deephash.code.Pictures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What single units of a latent paint: a row a unit, which takes the values of the columns while all other units stay
 * as they are.
 *
 * @param title whose latent, and what the other units are held at
 * @param units the unit that each row changes
 * @param steps the values of the columns, in standard deviations from the unit's mean
 * @param rows as many as units; each of one picture a step
 */
public record Traversal(String title, int[] units, double[] steps, List<Pictures> rows) implements Viewable {

    /** Checks the sizes and copies the list. */
    public Traversal {
        rows = List.copyOf(rows);
        if (rows.size() != units.length || rows.stream().anyMatch(r -> r.size() != steps.length)) {
            throw new IllegalArgumentException("A traversal of " + units.length + " units in " + steps.length
                    + " steps needs a row of so many pictures for each unit.");
        }
    }

    /** The picture. */
    public BufferedImage image() {
        List<String> titles = new ArrayList<>();
        List<List<Gallery.Cell>> cells = new ArrayList<>();
        for (int r = 0; r < units.length; r++) {
            titles.add("unit " + units[r]);
            List<Gallery.Cell> row = new ArrayList<>();
            for (int s = 0; s < steps.length; s++) {
                String step = String.format(Locale.ROOT, "%+.0f", steps[s]).replace("-", "−");
                row.add(new Gallery.Cell(
                        rows.get(r).picture(s), steps[s] == 0 ? "mean" : "mean " + step + " sd", null));
            }
            cells.add(row);
        }
        return Gallery.ofRows(title, titles, cells).image();
    }

    @Override
    public View view() {
        return new View(title + ": " + units.length + " units, " + steps.length + " values each", null, image());
    }
}
