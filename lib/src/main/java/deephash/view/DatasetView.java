package deephash.view;

import deephash.code.Labels;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How a data set shows itself: its splits and their sizes, the size of its classes, and some images of each. */
final class DatasetView {

    private static final int CLASSES = 12;
    private static final int PER_CLASS = 8;

    private DatasetView() {}

    static View of(RetrievalDataset dataset) {
        List<Split> splits = List.of(dataset.train(), dataset.database(), dataset.query());
        View table = Tables.view(sizes(dataset.name() + ": " + dataset.pixels(), splits));
        View images = Gallery.perClass(dataset.train(), PER_CLASS, CLASSES).view();
        return View.stacked(List.of(table, images));
    }

    static View of(Split split) {
        View table = Tables.view(sizes(split.name() + ": " + split.images().pixels(), List.of(split)));
        return View.stacked(
                List.of(table, Gallery.perClass(split, PER_CLASS, CLASSES).view()));
    }

    private static Table sizes(String title, List<Split> splits) {
        StringColumn names = StringColumn.create("split");
        IntColumn sizes = IntColumn.create("images");
        StringColumn classes = StringColumn.create("classes");
        StringColumn perClass = StringColumn.create("images per class");
        for (Split split : splits) {
            names.append(split.name());
            sizes.append(split.size());
            classes.append(classCount(split.labels()));
            perClass.append(spread(split.labels()));
        }
        return Table.create(title, names, sizes, classes, perClass);
    }

    private static String classCount(Labels labels) {
        if (!labels.isPresent()) {
            return "unlabelled";
        }
        return labels.classes().size() + (labels.isSingle() ? "" : ", several an image");
    }

    private static String spread(Labels labels) {
        List<Integer> counts = new ArrayList<>();
        for (int c = 0; c < labels.classes().size(); c++) {
            int count = 0;
            for (int i = 0; i < labels.size(); i++) {
                count += labels.has(i, c) ? 1 : 0;
            }
            counts.add(count);
        }
        if (counts.isEmpty()) {
            return "–";
        }
        int least = counts.stream().mapToInt(Integer::intValue).min().orElse(0);
        int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
        return least == most ? Numbers.count(least) : Numbers.count(least) + " to " + Numbers.count(most);
    }
}
