package deephash.duplicates;

import deephash.drawing.Html;
import deephash.file.WholeFile;
import deephash.picture.Jpeg;
import deephash.picture.Picture;
import deephash.picture.Resize;
import deephash.progress.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Groups of duplicates as web pages that need nothing beside them: previews lie inside. */
final class Report {

    private static final int GROUPS_A_PAGE = 100;

    /** The most groups in the report; the CSV file has all. */
    private static final int MOST_PAGES = 50;

    /** Of a group of a thousand equal pictures a few say all. */
    private static final int COPIES_SHOWN = 12;

    private static final int PREVIEW = 160;
    private static final int PREVIEW_QUALITY = 75;

    private Report() {}

    static List<Path> write(Duplicates duplicates, Path html) throws IOException {
        List<Duplicates.Group> groups = duplicates.groups();
        int pages = Math.max(1, (groups.size() + GROUPS_A_PAGE - 1) / GROUPS_A_PAGE);
        List<Path> written = new ArrayList<>();
        for (int page = 0; page < Math.min(pages, MOST_PAGES); page++) {
            int from = page * GROUPS_A_PAGE;
            List<Duplicates.Group> shown = groups.subList(from, Math.min(groups.size(), from + GROUPS_A_PAGE));
            StringBuilder text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                    + "<meta name=\"viewport\" content=\"width=device-width\"><title>Duplicates</title></head>\n"
                    + "<body style=\"font-family:sans-serif;margin:1em\">\n<h1>Duplicates</h1>\n<p>");
            text.append(Html.escape(duplicates.summary())).append("</p>\n");
            if (page == 0) {
                text.append(leftOut(duplicates.update()));
            }
            text.append(navigation(html, page, Math.min(pages, MOST_PAGES)));
            text.append(groups(shown, from, true));
            text.append(navigation(html, page, Math.min(pages, MOST_PAGES)));
            if (pages > MOST_PAGES && page == MOST_PAGES - 1) {
                text.append(String.format(
                        Locale.ROOT,
                        "<p>These pages end here; the other %,d groups are in the CSV file.</p>",
                        groups.size() - MOST_PAGES * GROUPS_A_PAGE));
            }
            Path to = page(html, page);
            WholeFile.write(to, text.append("</body></html>\n"));
            written.add(to);
        }
        return written;
    }

    private static Path page(Path html, int page) {
        String name = html.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return page == 0 ? html : html.resolveSibling(stem + "-" + (page + 1) + (dot < 0 ? "" : name.substring(dot)));
    }

    private static String navigation(Path html, int page, int pages) {
        if (pages == 1) {
            return "";
        }
        StringBuilder text = new StringBuilder("<p>");
        for (int p = 0; p < pages; p++) {
            text.append(
                    p == page
                            ? "<b>" + (p + 1) + "</b> "
                            : "<a href=\""
                                    + Html.escape(page(html, p).getFileName().toString()) + "\">" + (p + 1) + "</a> ");
        }
        return text.append("</p>\n").toString();
    }

    private static String leftOut(PhotoIndex.Update update) {
        StringBuilder text = new StringBuilder();
        list(
                text,
                "files cannot be compared",
                update.leftOut().entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .toList());
        list(
                text,
                "files are the same file under a second name (hard links)",
                update.links().entrySet().stream()
                        .map(e -> e.getKey() + " is " + e.getValue())
                        .toList());
        return text.toString();
    }

    private static void list(StringBuilder text, String what, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(String.format(Locale.ROOT, "<details><summary>%,d %s</summary><ul>", lines.size(), what));
            lines.stream()
                    .limit(1_000)
                    .forEach(line ->
                            text.append("<li>").append(Html.escape(line)).append("</li>"));
            text.append(lines.size() > 1_000 ? "<li>…</li>" : "").append("</ul></details>\n");
        }
    }

    /**
     * Some groups with previews side by side, numbered from {@code before} + 1, with links to the files if {@code
     * linked}.
     */
    static String groups(List<Duplicates.Group> groups, int before, boolean linked) {
        String[] parts = new String[groups.size()];
        Parallel.chunks("Drawing previews", "groups", parts.length, 2, (from, to) -> {
            for (int g = from; g < to; g++) {
                parts[g] = group(groups.get(g), before + g + 1, linked);
            }
        });
        return String.join("", parts);
    }

    private static String group(Duplicates.Group group, int number, boolean linked) {
        StringBuilder text = new StringBuilder("<div style=\"display:flex;flex-wrap:wrap;gap:12px;margin:12px 0;"
                + "padding-top:8px;border-top:1px solid #ddd\"><b>" + number + "</b>\n");
        text.append(figure(group.original(), "original", linked));
        group.copies().stream()
                .limit(COPIES_SHOWN)
                .forEach(copy -> text.append(figure(
                        copy.photo(),
                        copy.distance() + " bits, chance wrong " + Duplicates.percent(copy.chanceWrong()),
                        linked)));
        if (group.copies().size() > COPIES_SHOWN) {
            text.append(String.format(
                    Locale.ROOT, "<div>… and %,d more</div>", group.copies().size() - COPIES_SHOWN));
        }
        return text.append("</div>\n").toString();
    }

    private static String figure(Photo photo, String words, boolean linked) {
        String name = Html.escape(linked ? photo.file().toString() : Duplicates.shown(photo.file()));
        String file =
                linked ? "<a href=\"" + Html.escape(photo.file().toUri().toString()) + "\">" + name + "</a>" : name;
        return "<figure style=\"margin:0;width:" + (PREVIEW + 20) + "px;font-size:12px;overflow-wrap:anywhere\">"
                + preview(photo) + "<figcaption>" + file + "<br>" + photo.width() + "×" + photo.height() + ", "
                + String.format(Locale.ROOT, "%,d KB", (photo.bytes() + 1023) / 1024) + ", " + Duplicates.date(photo)
                + "<br>" + Html.escape(words) + "</figcaption></figure>\n";
    }

    private static String preview(Photo photo) {
        try {
            Picture picture = PhotoHashes.read(photo.file()).picture();
            double scale = Math.min(1, (double) PREVIEW / Math.max(picture.width(), picture.height()));
            Picture small = Resize.BILINEAR.apply(
                    picture, Math.max(1, (int) Math.round(picture.width() * scale)), Math.max(1, (int)
                            Math.round(picture.height() * scale)));
            return "<img alt=\"\" width=\"" + small.width() + "\" height=\"" + small.height()
                    + "\" src=\"data:image/jpeg;base64,"
                    + Base64.getEncoder().encodeToString(Jpeg.encode(small, PREVIEW_QUALITY)) + "\">";
        } catch (IOException e) {
            return "<div>(cannot be read any more)</div>";
        }
    }
}
