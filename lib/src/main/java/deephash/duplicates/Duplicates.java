package deephash.duplicates;

import deephash.drawing.Html;
import deephash.drawing.View;
import deephash.drawing.Viewable;
import deephash.hash.Hasher;
import deephash.hash.Matching;
import deephash.result.DataTable;
import deephash.result.DataTable.Counts;
import deephash.result.DataTable.Reals;
import deephash.result.DataTable.Words;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Photos that show the same picture, in groups: the largest of each group, and what is within the threshold of that
 * one. So a group is no chain, in which the first and the last are strangers.
 *
 * @param hash the name of the hash
 * @param photos how many were compared
 * @param threshold the largest distance that counts as the same; −1 if none is safe
 * @param expected how many pairs within the threshold must be expected to be wrong
 * @param alikeness how much more alike these photos are than those that false matches were counted on, 1 or more
 * @param source what false matches were counted on
 * @param groups the largest first
 * @param update what the index found
 */
public record Duplicates(
        String hash,
        int photos,
        int threshold,
        double expected,
        double alikeness,
        String source,
        List<Group> groups,
        PhotoIndex.Update update)
        implements Viewable {

    /** Groups that a notebook shows. */
    private static final int SHOWN = 20;

    /**
     * In a small folder false matches this frequent are too many too: of 45 pairs one wrong one is more than all right
     * ones.
     */
    private static final double MOST_FREQUENT = 1e-5;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** Copies the list. */
    public Duplicates {
        groups = List.copyOf(groups);
    }

    /**
     * One picture.
     *
     * @param original the one with most pixels; of equal ones that with most bytes, then by name
     * @param copies the nearest first
     */
    public record Group(Photo original, List<Copy> copies) {
        /** Copies the list. */
        public Group {
            copies = List.copyOf(copies);
        }
    }

    /**
     * A photo that shows the same as an original.
     *
     * @param photo where it is
     * @param distance to the original, in bits
     * @param chanceWrong how probably it is another picture: the false matches to be expected within this distance over
     *     all matches within it, 0 to 1
     */
    public record Copy(Photo photo, int distance, double chanceWrong) {}

    /**
     * Finds them in some folders, with an index in DeepHash's cache that makes the next search quick.
     *
     * @param folders of photos
     * @param hasher makes the codes
     * @param expected how many wrong pairs are allowed, above 0; one in 100,000 pairs at most, whatever is given
     * @return the groups
     * @throws deephash.data.source.DatasetException if a folder cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; what is hashed stays in the
     *     index
     */
    public static Duplicates in(List<Path> folders, Hasher hasher, double expected) {
        return in(folders, Matching.of(hasher), expected);
    }

    /**
     * Finds them by a hash of several looks: {@code in(folders, PhotoHashes.named("copy-thorough"), 1)}.
     *
     * @param folders of photos
     * @param matching one hasher, and which of its looks at two photos are compared
     * @param expected how many wrong pairs are allowed, above 0; one in 100,000 pairs at most, whatever is given
     * @return the groups
     * @throws deephash.data.source.DatasetException if a folder cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; what is hashed stays in the
     *     index
     */
    public static Duplicates in(List<Path> folders, Matching matching, double expected) {
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("Give a folder of photos, or several.");
        }
        try (PhotoIndex index = PhotoIndex.open(folders, matching, PhotoIndex.place(folders, matching))) {
            return in(index, expected);
        }
    }

    /**
     * Finds them in an index, which is brought up to date first.
     *
     * @param index of photos
     * @param expected how many wrong pairs are allowed, above 0
     * @return the groups
     */
    public static Duplicates in(PhotoIndex index, double expected) {
        if (!(expected > 0)) {
            throw new IllegalArgumentException(
                    "The number of wrong pairs that are allowed is above 0, such as 1 or 0.1, not " + expected + ".");
        }
        PhotoIndex.Update update = index.update();
        PhotoIndex.Contents contents = index.contents();
        LookCodes codes = contents.codes();
        long pairs = (long) codes.size() * (codes.size() - 1) / 2;
        FalseMatches counted = FalseMatches.bundled(index.matching()).orElseGet(() -> FalseMatches.among(codes));
        double alikeness = counted.alikeness(codes, counted.threshold(pairs, expected));
        FalseMatches here = counted.times(alikeness);
        int threshold = Math.min(here.threshold(pairs, expected), here.threshold(1, MOST_FREQUENT));
        List<Group> groups = threshold < 0 || codes.size() < 2
                ? List.of()
                : new Grouping(contents, threshold).groups(d -> here.share(d) * pairs);
        return new Duplicates(
                index.matching().name(),
                codes.size(),
                threshold,
                threshold < 0 ? 0 : here.share(threshold) * pairs,
                alikeness,
                counted.source(),
                groups,
                update);
    }

    /**
     * How many photos are copies of others.
     *
     * @return the originals not counted
     */
    public int copies() {
        return groups.stream().mapToInt(g -> g.copies().size()).sum();
    }

    /**
     * What was compared, at which threshold, and how many matches must be expected to be wrong.
     *
     * @return some sentences
     */
    public String summary() {
        if (photos < 2) {
            return "There are " + photos + " photos that can be compared; two are needed.";
        }
        long pairs = (long) photos * (photos - 1) / 2;
        if (threshold < 0) {
            return String.format(
                    Locale.ROOT,
                    "%,d photos, %,d pairs: no threshold of %s lets so few wrong pairs through. Allow more, or "
                            + "take another"
                            + " hash.",
                    photos,
                    pairs,
                    hash);
        }
        return String.format(
                Locale.ROOT,
                "%,d photos, %,d groups with %,d copies by %s. At this threshold, %d bits, about %s of the %,d "
                        + "pairs must be"
                        + " expected to be wrong (counted on %s%s).",
                photos,
                groups.size(),
                copies(),
                hash,
                threshold,
                number(expected),
                pairs,
                source,
                alikeness > 1.05 ? String.format(Locale.ROOT, "; yours are %.1f times as much alike", alikeness) : "");
    }

    private static String number(double value) {
        return value >= 10 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.1g", value);
    }

    /**
     * A chance in percent, as far as it can be known.
     *
     * @param chance 0 to 1
     * @return such as {@code "2.1 %"}, or {@code "below 0.1 %"}
     */
    public static String percent(double chance) {
        return chance < 0.001 ? "below 0.1 %" : String.format(Locale.ROOT, "%.1f %%", 100 * chance);
    }

    /** The name of a file in full, or from the current folder on if it lies there. */
    static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }

    static String date(Photo photo) {
        return DATE.format(photo.modified());
    }

    /**
     * A row a photo: the group, the file, its size and date, and how sure the match is.
     *
     * @return originals have no distance
     */
    public DataTable table() {
        List<OptionalInt> group = new ArrayList<>();
        List<String> role = new ArrayList<>();
        List<Photo> files = new ArrayList<>();
        List<OptionalInt> distance = new ArrayList<>();
        List<Double> wrong = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            group.add(OptionalInt.of(g + 1));
            role.add("original");
            files.add(groups.get(g).original());
            distance.add(OptionalInt.empty());
            wrong.add(Double.NaN);
            for (Copy copy : groups.get(g).copies()) {
                group.add(OptionalInt.of(g + 1));
                role.add("copy");
                files.add(copy.photo());
                distance.add(OptionalInt.of(copy.distance()));
                wrong.add(copy.chanceWrong());
            }
        }
        return new DataTable(
                "Duplicates by " + hash,
                List.of(
                        new Counts("group", group),
                        new Words("role", role),
                        new Words(
                                "file",
                                files.stream().map(p -> p.file().toString()).toList()),
                        new Words(
                                "pixels",
                                files.stream()
                                        .map(p -> p.width() + "×" + p.height())
                                        .toList()),
                        new Reals(
                                "bytes",
                                files.stream().mapToDouble(Photo::bytes).toArray()),
                        new Words(
                                "changed", files.stream().map(Duplicates::date).toList()),
                        new Counts("distance", distance),
                        new Reals(
                                "chance wrong",
                                wrong.stream().mapToDouble(d -> d).toArray())));
    }

    @Override
    public View view() {
        List<Group> shown = groups.subList(0, Math.min(SHOWN, groups.size()));
        String more = groups.size() > SHOWN
                ? String.format(
                        Locale.ROOT, "… and %,d more groups: see table(), or write a report().", groups.size() - SHOWN)
                : "";
        StringBuilder text = new StringBuilder(summary());
        for (Group group : shown) {
            text.append('\n').append(shown(group.original().file()));
            group.copies()
                    .forEach(copy -> text.append("\n    ")
                            .append(shown(copy.photo().file()))
                            .append("  ")
                            .append(copy.distance())
                            .append(" bits, chance wrong ")
                            .append(percent(copy.chanceWrong())));
        }
        text.append(more.isEmpty() ? "" : "\n" + more);
        String html = "<div>" + Html.escape(summary()) + "</div>" + Report.groups(shown, 0, false) + "<div>" + more
                + "</div>";
        return new View(text.toString(), html, null);
    }

    /**
     * Writes the groups as web pages with previews, a hundred groups a page.
     *
     * @param html the first page; further ones lie beside it with -2, -3 and so on in their names
     * @return the pages
     * @throws java.io.IOException if they cannot be written
     */
    public List<Path> report(Path html) throws java.io.IOException {
        return Report.write(this, html);
    }

    @Override
    public String toString() {
        return summary();
    }
}
