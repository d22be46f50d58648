package deephash.view;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import deephash.code.Pictures;
import deephash.code.search.Neighbour;
import deephash.code.search.Neighbours;
import deephash.drawing.Gallery;
import deephash.drawing.View;
import deephash.result.Numbers;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a search found, as a strip: the query first, then the found images, right ones framed green, wrong ones red. */
final class NeighboursView {

    private static final int MOST = 32;

    private NeighboursView() {}

    static View of(Neighbours neighbours) {
        Optional<Pictures> pictures = neighbours.database().pictures();
        if (pictures.isEmpty()) {
            return new View(neighbours.toString(), null, null);
        }
        List<Gallery.Cell> cells = new ArrayList<>();
        HashCode query = neighbours.query();
        query.picture()
                .ifPresent(p -> cells.add(
                        new Gallery.Cell(p, "query\n" + query.classText().orElse(""), Gallery.QUERY)));
        int shown = Math.min(neighbours.size(), MOST);
        HashCodes database = neighbours.database();
        for (int rank = 0; rank < shown; rank++) {
            Neighbour n = neighbours.get(rank);
            BufferedImage picture = pictures.get().picture(n.index());
            String words =
                    database.get(n.index()).classText().orElse(pictures.get().name(n.index()));
            Color frame = neighbours
                    .relevant(rank)
                    .map(right -> right ? Gallery.RIGHT : Gallery.WRONG)
                    .orElse(null);
            cells.add(new Gallery.Cell(picture, "d = " + n.distance() + "\n" + words, frame));
        }
        String title = neighbours.size() == 0
                ? "nothing found among " + Numbers.count(database.size()) + " images"
                : shown
                        + (shown < neighbours.size()
                                ? " of the " + Numbers.count(neighbours.size()) + " found"
                                : " found")
                        + " among " + Numbers.count(database.size()) + " images; d is the Hamming distance";
        return new View(
                neighbours.toString(),
                null,
                Gallery.ofCells(title, cells).view().image());
    }
}
