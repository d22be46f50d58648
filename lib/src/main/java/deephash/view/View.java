package deephash.view;

import deephash.code.HashCodes;
import deephash.code.Neighbours;
import deephash.code.Pictures;
import deephash.data.KnownDataset;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.metric.BitQuality;
import deephash.metric.Collisions;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * How a value is shown: always as text, and as HTML or an image where that says more. The kernel and the terminal show
 * any value for which {@link #of} knows a view.
 *
 * @param text for a terminal; never empty
 * @param html for a notebook, self-contained; preferred to the image where both are there
 * @param image for a notebook, as PNG
 */
public record View(
        String text, @Nullable String html, @Nullable BufferedImage image) {

    /** So many of several are shown. */
    private static final int MOST = 20;

    /** What holds others deeper than this may hold itself. */
    private static final int DEEPEST = 8;

    /** The view of a value, or of several in an array, a collection or a map, if it is of a type that this library, Tablesaw or XChart has. */
    public static Optional<View> of(Object value) {
        return of(value, 0);
    }

    private static Optional<View> of(Object value, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        if (value instanceof View view) {
            return Optional.of(view);
        }
        if (value instanceof Viewable viewable) {
            return Optional.of(viewable.view());
        }
        if (value instanceof Table table) {
            return Optional.of(Tables.view(table));
        }
        if (value instanceof Chart<?, ?> chart) {
            return Optional.of(Charts.view(chart));
        }
        if (value instanceof BufferedImage image) {
            return Optional.of(new View(image.getWidth() + "×" + image.getHeight() + " image", null, image));
        }
        if (value instanceof Collection<?> list
                && !list.isEmpty()
                && list.stream().allMatch(BufferedImage.class::isInstance)) {
            return Optional.of(
                    Gallery.of(list.stream().map(BufferedImage.class::cast).toList())
                            .view());
        }
        if (value instanceof Collection<?> list
                && !list.isEmpty()
                && list.stream().allMatch(KnownDataset.class::isInstance)) {
            return Optional.of(DatasetView.known(
                    list.stream().map(KnownDataset.class::cast).toList()));
        }
        if (value instanceof RetrievalDataset dataset) {
            return Optional.of(DatasetView.of(dataset));
        }
        if (value instanceof Split split) {
            return Optional.of(DatasetView.of(split));
        }
        if (value instanceof Neighbours neighbours) {
            return Optional.of(NeighboursView.of(neighbours));
        }
        if (value instanceof Collisions collisions) {
            return Optional.of(Tables.view(CollisionTable.of("Collisions", collisions)));
        }
        if (value instanceof BitQuality quality) {
            return Optional.of(Charts.view(BitCharts.balance(quality.share().length + " bits", quality)));
        }
        if (value instanceof HashCodes codes) {
            return Optional.of(CodesView.of(codes));
        }
        if (value instanceof Pictures pictures) {
            return Optional.of(Gallery.of(pictures, MOST).view());
        }
        if (value instanceof Optional<?> some && some.isPresent()) {
            return of(some.get(), depth + 1);
        }
        if (value instanceof Object[] several) {
            return of(Arrays.asList(several), depth + 1);
        }
        if (value instanceof Collection<?> several) {
            return ofEach(several, depth, each -> null, each -> each);
        }
        if (value instanceof Map<?, ?> named) {
            return ofEach(named.entrySet(), depth, Map.Entry::getKey, Map.Entry::getValue);
        }
        return Optional.empty();
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
                views.add(html(called + ":", "<b>" + Html.escape(called.toString()) + "</b>"));
            }
            views.add(view.get());
        }
        return views.isEmpty() ? Optional.empty() : Optional.of(stacked(views));
    }

    /** A value as an SVG drawing, if it is a chart; drawn only when asked for, since a chart may have many points. */
    public static Optional<String> svg(Object value) {
        return value instanceof Chart<?, ?> chart ? Optional.of(Charts.svg(chart)) : Optional.empty();
    }

    /** Text and HTML, of which the text is the plain form. */
    static View html(String text, String html) {
        return new View(text, html, null);
    }

    /** Several views, one below the other. */
    public static View stacked(List<View> views) {
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        for (View view : views) {
            text.append(text.isEmpty() ? "" : "\n").append(view.text);
            html.append("<div>");
            if (view.html != null) {
                html.append(view.html);
            } else if (view.image != null) {
                html.append(Html.image(view.image, view.text));
            } else {
                html.append("<pre>").append(Html.escape(view.text)).append("</pre>");
            }
            html.append("</div>");
        }
        return html(text.toString(), html.toString());
    }
}
