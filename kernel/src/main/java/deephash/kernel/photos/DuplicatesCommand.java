package deephash.kernel.photos;

import deephash.duplicates.Duplicates;
import deephash.duplicates.Moving;
import deephash.duplicates.PhotoHashes;
import deephash.duplicates.PhotoIndex;
import deephash.file.WholeFile;
import deephash.hash.Matching;
import deephash.kernel.install.Root;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deephash duplicates}: photos that show the same picture. */
@Command(
        name = "duplicates",
        description = "Finds photos that show the same picture, and says how many matches must be expected to be wrong."
                + " Nothing is ever deleted.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Codes are kept in an index, so that the next run hashes only what is new or changed.",
            "Begin with: ./deephash duplicates FOLDER --html report.html"
        })
public final class DuplicatesCommand implements Callable<Integer> {

    private static final int LEFT_OUT_SHOWN = 10;
    private static final int GROUPS_SHOWN = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders of photos, with those below them.")
    private List<Path> folders = List.of();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes a report with previews, a hundred groups a page.")
    private @Nullable Path html;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes all groups as a table, a line a photo.")
    private @Nullable Path csv;

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            defaultValue = "pdq",
            description =
                    "pdq (the default), phash, dhash, ahash or blockhash; copy, a learned hash that also finds mirrored"
                            + " copies; copy-thorough, which compares the middles of photos too and so finds "
                            + "framed ones.")
    private String hash = "pdq";

    @Option(
            names = "--expect",
            paramLabel = "PAIRS",
            defaultValue = "1",
            description =
                    "How many wrong pairs to allow in all (default: 1). The threshold follows from this and from the"
                            + " number of photos.")
    private double expect = 1;

    @Option(
            names = "--index",
            paramLabel = "FILE",
            description = "Where the codes are kept; by default in DeepHash's cache.")
    private @Nullable Path index;

    @Option(names = "--move", paramLabel = "DIR", description = "Moves the copies there; originals stay.")
    private @Nullable Path move;

    @Option(names = "--dry-run", description = "With --move: says what would be moved, and moves nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun && move == null) {
            throw new ParameterException(spec.commandLine(), "--dry-run goes with --move DIR.");
        }
        if (!(expect > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--expect is a number above 0, such as 1 or 0.1, not " + expect + ".");
        }
        return Stoppable.run(spec.commandLine().getErr(), () -> {
            find(out);
            return 0;
        });
    }

    private void find(PrintWriter out) throws IOException {
        Matching matching = PhotoHashes.named(hash);
        List<Path> given = folders.stream().map(Root::given).toList();
        Path file = index == null ? PhotoIndex.place(given, matching) : Root.given(index);
        Duplicates duplicates;
        try (PhotoIndex photos = PhotoIndex.open(given, matching, file)) {
            duplicates = Duplicates.in(photos, expect);
        }
        PhotoIndex.Update update = duplicates.update();
        out.printf(
                Locale.ROOT,
                "%,d new, %,d changed, %,d gone since the last run. Index: %s%n",
                update.added(),
                update.changed(),
                update.removed(),
                file);
        some(out, "Cannot be compared", update.leftOut());
        some(out, "Second names (hard links) of other files", update.links());
        out.println(duplicates.summary());
        groups(out, duplicates);
        if (csv != null) {
            WholeFile.write(Root.given(csv), duplicates.table().csv());
            out.println("Table: " + csv);
        }
        if (html != null) {
            List<Path> pages = duplicates.report(Root.given(html));
            out.println("Report: " + html + (pages.size() > 1 ? " and " + (pages.size() - 1) + " more pages" : ""));
        }
        if (move != null) {
            move(out, Moving.plan(duplicates, given, Root.given(move)));
        }
        out.flush();
    }

    private static void some(PrintWriter out, String what, Map<Path, ?> files) {
        if (files.isEmpty()) {
            return;
        }
        out.printf(Locale.ROOT, "%s: %,d%n", what, files.size());
        files.entrySet().stream()
                .limit(LEFT_OUT_SHOWN)
                .forEach(each -> out.println("  " + each.getKey() + " (" + each.getValue() + ")"));
        if (files.size() > LEFT_OUT_SHOWN) {
            out.printf(Locale.ROOT, "  … and %,d more%n", files.size() - LEFT_OUT_SHOWN);
        }
    }

    private void groups(PrintWriter out, Duplicates duplicates) {
        duplicates.groups().stream().limit(GROUPS_SHOWN).forEach(group -> {
            out.println(group.original().file());
            group.copies()
                    .forEach(copy -> out.printf(
                            Locale.ROOT,
                            "  %s  (%d bits, chance wrong %s)%n",
                            copy.photo().file(),
                            copy.distance(),
                            Duplicates.percent(copy.chanceWrong())));
        });
        if (duplicates.groups().size() > GROUPS_SHOWN) {
            out.printf(
                    Locale.ROOT,
                    "… and %,d more groups%s%n",
                    duplicates.groups().size() - GROUPS_SHOWN,
                    html == null && csv == null ? ": see them with --html report.html or --csv groups.csv" : "");
        }
    }

    private void move(PrintWriter out, List<Moving.Move> moves) {
        if (dryRun) {
            moves.forEach(each -> out.println("Would move " + each.from() + " to " + each.to()));
            out.printf(Locale.ROOT, "%,d files would be moved; nothing was.%n", moves.size());
            return;
        }
        int moved = Moving.run(moves, out::println);
        out.printf(Locale.ROOT, "Moved %,d of %,d copies to %s%n", moved, moves.size(), move);
    }
}
