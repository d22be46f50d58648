package deephash.kernel.eval.error;

import static deephash.kernel.eval.error.Colour.BLUE;
import static deephash.kernel.eval.error.Colour.BOLD;
import static deephash.kernel.eval.error.Colour.GREEN;
import static deephash.kernel.eval.error.Colour.PLAIN;
import static deephash.kernel.eval.error.Colour.RED;

import deephash.kernel.eval.jshell.CellFrames;
import deephash.kernel.eval.jshell.OneStep;
import deephash.kernel.eval.run.Stop;
import deephash.kernel.eval.text.CellSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Describes the stack of an exception in the user's cells and lines. */
public final class Traces {

    /** Frames of the user's cells beyond this are counted. */
    private static final int MOST_FRAMES = 12;

    /** Causes and what was suppressed beyond this are left out. */
    private static final int MOST_TOLD = 20;

    private record Origin(CellSource cell, CellSource.Piece piece) {}

    private final CellFrames frames;
    private final Messages messages;
    private final Map<String, Origin> origins = new ConcurrentHashMap<>();

    /** The cell that runs; its snippets are remembered when they have ended. */
    private volatile CellSource running = new CellSource(0, "");

    public Traces(CellFrames frames, Messages messages) {
        this.frames = frames;
        this.messages = messages;
    }

    public void remember(String id, CellSource cell, CellSource.Piece piece) {
        origins.put(id, new Origin(cell, piece));
    }

    /** Takes note of the cell that runs from now on; the one that ran before. */
    public CellSource runs(CellSource cell) {
        CellSource before = running;
        running = cell;
        return before;
    }

    public void forget(String id) {
        origins.remove(id);
    }

    /**
     * What was thrown, with its causes and what was suppressed, each with the user's own frames.
     *
     * @param stack of {@code thrown}, in which snippets are named
     */
    public List<String> of(Throwable thrown, StackTraceElement[] stack) {
        List<String> trace = new ArrayList<>();
        trace.add(RED + BOLD + Messages.name(thrown) + PLAIN + saying(thrown));
        addFrames(stack, trace);
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        told.add(thrown);
        addRelated(thrown, told, trace);
        String hint = Hints.about(thrown);
        if (hint != null) {
            trace.add("  " + BLUE + hint + PLAIN);
        }
        return trace;
    }

    private void addRelated(Throwable thrown, Set<Throwable> told, List<String> trace) {
        for (Throwable suppressed : thrown.getSuppressed()) {
            addRelative("Suppressed ", suppressed, told, trace);
        }
        Throwable cause = thrown.getCause();
        if (cause != null) {
            addRelative("Caused by ", cause, told, trace);
        }
    }

    private void addRelative(String relation, Throwable thrown, Set<Throwable> told, List<String> trace) {
        if (told.size() >= MOST_TOLD) {
            return;
        }
        String head = relation + RED + Messages.name(thrown) + PLAIN + saying(thrown);
        if (!told.add(thrown)) {
            trace.add(head + " (see above)");
            return;
        }
        trace.add(head);
        addFrames(frames.of(thrown.getStackTrace()), trace);
        addRelated(thrown, told, trace);
    }

    private String saying(Throwable thrown) {
        String message = messages.of(thrown);
        return message.isEmpty() ? "" : ": " + message;
    }

    /** The user's own frames, the one above them, and how many others there are. */
    void addFrames(StackTraceElement[] stack, List<String> trace) {
        int left = 0;
        int users = 0;
        for (int i = 0; i < stack.length; i++) {
            Origin origin = origin(stack[i]);
            if (isAuxiliary(stack[i])) {
                continue;
            }
            if (origin == null) {
                boolean ours = stack[i].getClassName().equals(Stop.class.getName());
                if (i == 0 && !ours) {
                    trace.add("    at " + Messages.plain(stack[i].toString()));
                } else if (!ours) {
                    left++;
                }
            } else if (users++ < MOST_FRAMES) {
                trace.add("    at " + frame(stack[i], origin));
            } else {
                left++;
            }
        }
        if (left > 0) {
            trace.add("    … " + left + (left == 1 ? " more frame" : " more frames") + "; trace() shows all");
        }
    }

    /** JShell runs what initializes a variable in a method beside its own, on the same line. */
    private static boolean isAuxiliary(StackTraceElement frame) {
        return frame.getMethodName().equals(OneStep.METHOD + "Aux");
    }

    /** The frames of cells alone. */
    List<String> ofCells(StackTraceElement[] stack) {
        List<String> found = new ArrayList<>();
        for (StackTraceElement each : stack) {
            Origin origin = origin(each);
            if (origin != null) {
                found.add("    at " + frame(each, origin));
            }
        }
        return found;
    }

    /** The frames of cells alone of something that JShell has not translated. */
    List<String> ofCells(Throwable thrown) {
        return ofCells(frames.of(thrown.getStackTrace()));
    }

    /** The trace of an exception that ended a thread of the user's, formatted like a cell's, without colours. */
    public List<String> of(Thread thread, Throwable thrown) {
        List<String> trace = of(thrown, frames.of(thrown.getStackTrace()));
        trace.set(0, "Exception in thread \"" + thread.getName() + "\" " + trace.get(0));
        return trace.stream().map(Colour::without).toList();
    }

    /** Every frame of libraries too, without colours. */
    public List<String> whole(Throwable thrown) {
        List<String> trace = new ArrayList<>();
        addWhole("", thrown, Collections.newSetFromMap(new IdentityHashMap<>()), trace);
        return trace;
    }

    private void addWhole(String relation, Throwable thrown, Set<Throwable> told, List<String> trace) {
        String head = relation + Messages.name(thrown) + saying(thrown);
        if (!told.add(thrown)) {
            trace.add(head + " (see above)");
            return;
        }
        trace.add(head);
        StackTraceElement[] stack = frames.of(thrown.getStackTrace());
        boolean cells = Arrays.stream(stack).anyMatch(each -> origin(each) != null);
        for (StackTraceElement each : stack) {
            Origin origin = origin(each);
            if (origin != null) {
                trace.add("    at " + frame(each, origin).replace(GREEN, "").replace(PLAIN, ""));
            } else if (!cells || !each.getClassName().startsWith("deephash.kernel.eval.")) {
                trace.add("    at " + Messages.plain(each.toString()));
            }
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            addWhole("Suppressed ", suppressed, told, trace);
        }
        if (thrown.getCause() != null) {
            addWhole("Caused by ", thrown.getCause(), told, trace);
        }
    }

    /** The innermost line of a cell that a running thread's stack leads through, such as {@code cell 3, line 2}. */
    public Optional<String> place(StackTraceElement[] stack) {
        for (StackTraceElement each : frames.of(stack)) {
            Origin origin = origin(each);
            if (origin != null) {
                return Optional.of(where(origin.cell(), line(each, origin)));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Origin originIn(CellSource cell, String snippet) {
        String source = snippet.strip();
        int start = source.isEmpty() ? -1 : cell.text().indexOf(source);
        return start < 0 ? null : new Origin(cell, new CellSource.Piece(start, source));
    }

    private @Nullable Origin origin(StackTraceElement frame) {
        String file = frame.getFileName();
        if (file == null || !file.startsWith("#")) {
            return null;
        }
        Origin known = origins.get(file.substring(1));
        return known != null ? known : originIn(running, frames.source(file.substring(1)));
    }

    private static String frame(StackTraceElement frame, Origin origin) {
        int line = line(frame, origin);
        // JShell's own methods run what is no method of the user's.
        String in = frame.getMethodName().isEmpty() || frame.getMethodName().startsWith(OneStep.METHOD)
                ? ""
                : " in " + method(frame);
        return GREEN + where(origin.cell(), line) + PLAIN + in + "   "
                + origin.cell().line(line).strip();
    }

    private static int line(StackTraceElement frame, Origin origin) {
        return origin.cell().lineAt(origin.piece().start()) + frame.getLineNumber() - 1;
    }

    private static String method(StackTraceElement frame) {
        String name = frame.getMethodName().replaceFirst("^lambda\\$(.*)\\$\\d+$", "a lambda");
        return name.equals("a lambda") ? name : name + "()";
    }

    static String where(CellSource cell, int line) {
        return cell.name() + ", line " + line;
    }
}
