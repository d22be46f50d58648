package deephash.view;

import deephash.code.HashCodes;
import deephash.code.Pictures;
import deephash.code.search.Neighbours;
import deephash.data.KnownDataset;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.drawing.Gallery;
import deephash.drawing.Html;
import deephash.drawing.View;
import deephash.drawing.Viewable;
import deephash.metric.BitQuality;
import deephash.metric.Collisions;
import deephash.result.DataTable;
import deephash.result.History;
import deephash.result.Plot;
import deephash.result.Tabular;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** The views of values. The kernel and the terminal show any value for which {@link #of} knows a view. */
public final class Views {

    /** Of the values of a list, an array or a map, the first ones are shown. */
    private static final int MOST = 20;

    /** What holds others deeper than this may hold itself. */
    private static final int DEEPEST = 8;

    /** How the values of a type are shown. */
    private record Rule<T>(Class<T> type, Function<T, View> view) {
        Optional<View> of(Object value) {
            return type.isInstance(value) ? Optional.of(view.apply(type.cast(value))) : Optional.empty();
        }
    }

    /** The types that have a view; of several that fit a value, the first one is used. */
    private static final List<Rule<?>> RULES = List.of(
            new Rule<>(View.class, view -> view),
            new Rule<>(Viewable.class, Viewable::view),
            new Rule<>(History.class, ResultViews::of),
            new Rule<>(Tabular.class, ResultViews::of),
            new Rule<>(DataTable.class, ResultViews::of),
            new Rule<>(Plot.class, ResultViews::of),
            new Rule<>(Table.class, Tables::view),
            new Rule<>(Chart.class, Charts::view),
            new Rule<>(
                    BufferedImage.class,
                    image -> new View(image.getWidth() + "×" + image.getHeight() + " image", null, image)),
            new Rule<>(RetrievalDataset.class, DatasetView::of),
            new Rule<>(Split.class, DatasetView::of),
            new Rule<>(Neighbours.class, NeighboursView::of),
            new Rule<>(Collisions.class, ResultViews::of),
            new Rule<>(BitQuality.class, ResultViews::of),
            new Rule<>(HashCodes.class, CodesView::of),
            new Rule<>(Pictures.class, pictures -> Gallery.of(pictures, MOST).view()));

    /** What may hold values that have a view. */
    private static final List<Class<?>> HOLDERS = List.of(Optional.class, Object[].class, Collection.class, Map.class);

    private Views() {}

    /**
     * Every type whose values {@link #of} may have a view for: what another kernel registers to show them.
     *
     * @return those with a view of their own, then those that hold others
     */
    public static List<Class<?>> types() {
        return Stream.concat(RULES.stream().<Class<?>>map(Rule::type), HOLDERS.stream())
                .toList();
    }

    /**
     * The view of a value, or of several in an array, a collection or a map.
     *
     * @param value any
     * @return its view, if it is of a type that this library, Tablesaw or XChart has
     */
    public static Optional<View> of(Object value) {
        return of(value, 0);
    }

    private static Optional<View> of(Object value, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        for (Rule<?> rule : RULES) {
            Optional<View> view = rule.of(value);
            if (view.isPresent()) {
                return view;
            }
        }
        if (value instanceof Optional<?> some && some.isPresent()) {
            return of(some.get(), depth + 1);
        }
        if (value instanceof Object[] several) {
            return of(Arrays.asList(several), depth + 1);
        }
        if (value instanceof Collection<?> several) {
            return ofSeveral(several, depth);
        }
        if (value instanceof Map<?, ?> named) {
            return ofEach(named.entrySet(), depth, Map.Entry::getKey, Map.Entry::getValue);
        }
        return Optional.empty();
    }

    private static Optional<View> ofSeveral(Collection<?> several, int depth) {
        if (!several.isEmpty() && several.stream().allMatch(BufferedImage.class::isInstance)) {
            return Optional.of(
                    Gallery.of(several.stream().map(BufferedImage.class::cast).toList())
                            .view());
        }
        if (!several.isEmpty() && several.stream().allMatch(KnownDataset.class::isInstance)) {
            return Optional.of(DatasetView.known(
                    several.stream().map(KnownDataset.class::cast).toList()));
        }
        return ofEach(several, depth, each -> null, each -> each);
    }

    /** The first views of several values, if each has one; below its name, if it has one. */
    private static <E> Optional<View> ofEach(
            Collection<E> several, int depth, Function<E, @Nullable Object> name, Function<E, @Nullable Object> value) {
        List<View> views = new ArrayList<>();
        int shown = 0;
        for (E each : several) {
            if (shown++ == MOST) {
                views.add(new View("… and " + (several.size() - MOST) + " more", null, null));
                break;
            }
            Object of = value.apply(each);
            Optional<View> view = of == null || of instanceof Collection<?> ? Optional.empty() : of(of, depth + 1);
            if (view.isEmpty()) {
                return Optional.empty();
            }
            Object called = name.apply(each);
            if (called != null) {
                views.add(View.html(called + ":", "<b>" + Html.escape(called.toString()) + "</b>"));
            }
            views.add(view.get());
        }
        return views.isEmpty() ? Optional.empty() : Optional.of(View.stacked(views));
    }

    /**
     * A value as an SVG drawing; drawn only when asked for, since a chart may have many points.
     *
     * @param value any
     * @return the drawing, if the value is a chart
     */
    public static Optional<String> svg(Object value) {
        if (value instanceof Plot plot) {
            return Optional.of(Charts.svg(Charts.xchart(plot)));
        }
        return value instanceof Chart<?, ?> chart ? Optional.of(Charts.svg(chart)) : Optional.empty();
    }
}
