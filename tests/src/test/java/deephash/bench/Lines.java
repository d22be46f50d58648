package deephash.bench;

import deephash.progress.Screen;

/** Prints a line every so often: for programs whose output goes to a file. */
final class Lines implements Screen {
    @Override
    public Bar bar(String what, long total, String unit) {
        return new Bar() {
            private long done;
            private long shown;
            private String note = "";

            @Override
            public void step(long count) {
                done += count;
                if (done >= shown + Math.max(50, total / 20)) {
                    shown = done;
                    System.out.println(what + ", " + done + " of " + total + " " + unit + note);
                }
            }

            @Override
            public void note(String text) {
                note = ", " + text;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Live show(Object content) {
        return replacement -> {};
    }

    @Override
    public void say(String line) {
        System.out.println(line);
    }
}
