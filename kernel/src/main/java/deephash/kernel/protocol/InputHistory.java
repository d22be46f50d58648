package deephash.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import deephash.kernel.protocol.wire.WireMessage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cells of this session and of those before it: a file of JSON lines, written as cells run and read when a client
 * first asks. The property {@code deephash.history} says where; empty keeps nothing.
 */
final class InputHistory {

    private static final Logger LOG = LoggerFactory.getLogger(InputHistory.class);
    private static final Gson GSON = new Gson();

    /** When the file is longer, its older half is forgotten. */
    private static final long MOST_BYTES = 8L << 20;

    /** Number of bytes at the end of the file that are read to find the last session. */
    private static final int END_BYTES = 64 << 10;

    private static final Pattern SESSION = Pattern.compile("^\\{\"session\":(\\d{1,9}),", Pattern.MULTILINE);

    /** An output longer than this is not kept. */
    private static final int LONGEST_OUTPUT = 10_000;

    /** A cell longer than this is kept for this session only: it would fill the file. */
    private static final int LONGEST_INPUT = 1 << 20;

    /** How many cells of this session keep their outputs in memory, so that a long day does not fill it. */
    private static final int MOST_OUTPUTS = 1_000;

    /**
     * A cell.
     *
     * @param session counted from 1, over all sessions in the file
     * @param line the cell's number in its session
     * @param input the cell's text
     * @param output the text of its value, null if it had none
     */
    private record Entry(
            int session, int line, String input, @Nullable String output) {

        Entry withoutOutput() {
            return new Entry(session, line, input, null);
        }
    }

    private final @Nullable Path file;
    private @Nullable List<Entry> past;
    private final List<Entry> present = new ArrayList<>();
    private int session;

    InputHistory(@Nullable Path file) {
        this.file = file;
    }

    /** The history in the usual place. */
    static InputHistory usual() {
        String place = System.getProperty("deephash.history");
        if (place != null) {
            return new InputHistory(place.isBlank() ? null : Path.of(place));
        }
        return new InputHistory(Path.of(System.getProperty("user.home"), ".deephash", "history.jsonl"));
    }

    synchronized void add(int line, String input, @Nullable String output) {
        String kept = output != null && output.length() > LONGEST_OUTPUT ? null : output;
        Entry entry = new Entry(session(), line, input, kept);
        present.add(entry);
        int old = present.size() - 1 - MOST_OUTPUTS;
        if (old >= 0) {
            present.set(old, present.get(old).withoutOutput());
        }
        Path target = file;
        if (target == null || input.length() > LONGEST_INPUT) {
            return;
        }
        try {
            Path folder = target.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            OwnerOnly.prepare(target);
            // One write: lines of two kernels do not mix.
            Files.write(
                    target,
                    (GSON.toJson(entry) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("The history could not be written to {}: {}", target, e.toString());
        }
    }

    private int session() {
        if (session == 0) {
            session = lastSession() + 1;
        }
        return session;
    }

    /** The last session in the file, 0 if there is none: a first cell does not wait for the whole file. */
    private int lastSession() {
        Path source = file;
        if (source == null || !Files.exists(source)) {
            return 0;
        }
        int last = 0;
        try (SeekableByteChannel in = Files.newByteChannel(source)) {
            if (in.size() <= MOST_BYTES) {
                in.position(Math.max(0, in.size() - END_BYTES));
                String end = new String(Channels.newInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
                for (Matcher each = SESSION.matcher(end); each.find(); ) {
                    last = Math.max(last, Integer.parseInt(each.group(1)));
                }
            }
        } catch (IOException e) {
            LOG.debug("The end of {} could not be read: {}", source, e.toString());
        }
        return last > 0 ? last : past().stream().mapToInt(Entry::session).max().orElse(0);
    }

    private List<Entry> past() {
        List<Entry> known = past;
        if (known == null) {
            known = read();
            past = known;
        }
        return known;
    }

    private List<Entry> read() {
        Path source = file;
        List<Entry> found = new ArrayList<>();
        if (source == null || !Files.exists(source)) {
            return found;
        }
        try {
            List<String> lines = new String(Files.readAllBytes(source), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (Files.size(source) > MOST_BYTES) {
                lines = lines.subList(lines.size() / 2, lines.size());
                Files.writeString(source, String.join("\n", lines) + "\n");
            }
            for (String line : lines) {
                try {
                    Entry entry = GSON.fromJson(line, Entry.class);
                    if (entry != null && entry.input() != null) {
                        found.add(entry);
                    }
                } catch (JsonParseException e) {
                    LOG.debug("A line of {} is no history: {}", source, line);
                }
            }
        } catch (IOException e) {
            LOG.warn("The history could not be read from {}: {}", source, e.toString());
        }
        return found;
    }

    /** The content of a history_reply. */
    synchronized JsonObject answer(WireMessage request) {
        int n = request.number("n", Integer.MAX_VALUE);
        List<Entry> found = switch (request.text("hist_access_type", "tail")) {
            case "range" ->
                range(
                        request.number("session", 0),
                        request.number("start", 0),
                        request.number("stop", Integer.MAX_VALUE));
            case "search" -> search(request.text("pattern", "*"), n, request.flag("unique", false));
            default -> last(all(), n);
        };
        boolean output = request.flag("output", false);
        JsonArray entries = new JsonArray();
        for (Entry each : found) {
            JsonArray entry = new JsonArray();
            entry.add(each.session());
            entry.add(each.line());
            if (output) {
                JsonArray both = new JsonArray();
                both.add(each.input());
                both.add(each.output());
                entry.add(both);
            } else {
                entry.add(each.input());
            }
            entries.add(entry);
        }
        JsonObject content = Replies.ok();
        content.add("history", entries);
        return content;
    }

    private List<Entry> all() {
        int own = session();
        List<Entry> all = new ArrayList<>(past());
        // What this session has written so far may be in the file already.
        all.removeIf(each -> each.session() == own);
        all.addAll(present);
        return all;
    }

    private static List<Entry> last(List<Entry> entries, int n) {
        return entries.subList(Math.max(0, entries.size() - Math.max(0, n)), entries.size());
    }

    /** Session 0 is this one, a negative one is counted back from it. */
    private List<Entry> range(int asked, int start, int stop) {
        int wanted = asked > 0 ? asked : session() + asked;
        return all().stream()
                .filter(each -> each.session() == wanted && each.line() >= start && each.line() < stop)
                .toList();
    }

    private List<Entry> search(String pattern, int n, boolean unique) {
        Glob glob = new Glob(pattern);
        List<Entry> found = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        List<Entry> all = all();
        for (int i = all.size() - 1; i >= 0 && found.size() < n; i--) {
            Entry each = all.get(i);
            if (glob.matches(each.input()) && (!unique || seen.add(each.input()))) {
                found.add(0, each);
            }
        }
        return found;
    }
}
