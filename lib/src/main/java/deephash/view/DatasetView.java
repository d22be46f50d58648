package deephash.view;

import deephash.code.Labels;
import deephash.data.Datasets;
import deephash.data.KnownDataset;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.drawing.Gallery;
import deephash.drawing.View;
import deephash.result.Numbers;
import java.util.IntSummaryStatistics;
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
        View table = Tables.view(sizes(
                dataset.name() + ": " + dataset.pixels() + ", protocol "
                        + dataset.protocol().splits(),
                splits));
        View images = Gallery.perClass(dataset.train(), PER_CLASS, CLASSES).view();
        return View.stacked(List.of(table, images));
    }

    static View of(Split split) {
        View table = Tables.view(sizes(split.name() + ": " + split.images().pixels(), List.of(split)));
        return View.stacked(
                List.of(table, Gallery.perClass(split, PER_CLASS, CLASSES).view()));
    }

    static View known(List<KnownDataset> sets) {
        StringColumn names = StringColumn.create("name");
        StringColumn images = StringColumn.create("images");
        StringColumn size = StringColumn.create("size");
        StringColumn licence = StringColumn.create("licence");
        StringColumn here = StringColumn.create("here?");
        for (KnownDataset set : sets) {
            names.append(set.name());
            images.append(Numbers.count(set.images()));
            size.append(Numbers.count(set.megabytes()) + " MB");
            licence.append(set.licence());
            here.append(set.isPresent() ? "yes: " + set.place() : set.howToGet());
        }
        String title = "Data sets that load by name. " + Datasets.cache();
        return Tables.view(Table.create(title, names, images, size, licence, here));
    }

    private static Table sizes(String title, List<Split> splits) {
        StringColumn names = StringColumn.create("split");
        IntColumn sizes = IntColumn.create("images");
        StringColumn classes = StringColumn.create("classes");
        StringColumn perClass = StringColumn.create("images per class");
        for (Split split : splits) {
            names.append(split.name());
            sizes.append(split.size());
            classes.append(classCount(split));
            perClass.append(spread(split));
        }
        return Table.create(title, names, sizes, classes, perClass);
    }

    private static String classCount(Split split) {
        Labels labels = split.labels();
        if (split.classCounts().values().stream().allMatch(count -> count == 0)) {
            return "unlabelled";
        }
        return labels.classes().size() + (labels.isSingle() ? "" : ", several an image");
    }

    private static String spread(Split split) {
        IntSummaryStatistics counts = split.classCounts().values().stream()
                .mapToInt(Integer::intValue)
                .summaryStatistics();
        if (counts.getCount() == 0 || counts.getMax() == 0) {
            return "–";
        }
        String least = Numbers.count(counts.getMin());
        return counts.getMin() == counts.getMax() ? least : least + " to " + Numbers.count(counts.getMax());
    }
}
