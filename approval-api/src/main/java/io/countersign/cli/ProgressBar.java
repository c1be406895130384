package io.countersign.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;

/** A bar on the terminal; where the output is not a terminal, a line for every tenth of the work. */
final class ProgressBar implements LongConsumer {

    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final String work;
    private final long total;
    private final String unit;
    private final boolean terminal = Boolean.getBoolean("countersign.terminal"); // told by the launcher
    private long lastStep = -1;

    /**
     * @param total what the work was when it began; it may grow
     * @param unit what is counted, in the plural
     */
    ProgressBar(PrintWriter out, String work, long total, String unit) {
        this.out = out;
        this.work = work;
        this.total = total;
        this.unit = unit;
    }

    @Override
    public void accept(long done) {
        long of = Math.max(Math.max(total, done), 1);
        long step = done * (terminal ? 1000 : 10) / of;
        if (step != lastStep) {
            lastStep = step;
            show(done, of);
        }
    }

    private void show(long done, long of) {
        int filled = (int) (done * WIDTH / of);
        String bar = "#".repeat(filled) + " ".repeat(WIDTH - filled);
        String line =
                String.format(Locale.ROOT, "%s [%s] %3d %%  %,d of %,d %s", work, bar, done * 100 / of, done, of, unit);
        out.print(terminal ? "\r" + line : line + System.lineSeparator());
        out.flush();
    }

    void end() {
        if (terminal && lastStep >= 0) {
            out.println();
            out.flush();
        }
    }
}
