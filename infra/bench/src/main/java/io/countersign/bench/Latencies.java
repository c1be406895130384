package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Times of single calls, in nanoseconds. For one thread; those of several are joined by {@link #of}. */
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;
    private int failed;

    static Latencies of(Collection<Latencies> parts) {
        Latencies all = new Latencies();
        parts.forEach(part -> {
            for (int i = 0; i < part.count; i++) {
                all.add(part.nanos[i]);
            }
            all.failed += part.failed;
        });
        return all;
    }

    void time(Runnable call) {
        long start = System.nanoTime();
        call.run();
        add(System.nanoTime() - start);
    }

    /** Counts a call that fails instead of ending with it: a server may fail now and then under load. */
    void timeIfAnswered(Runnable call) {
        try {
            time(call);
        } catch (StartupError e) {
            failed++;
        }
    }

    void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = value;
    }

    int count() {
        return count;
    }

    int failed() {
        return failed;
    }

    /** @param quantile from 0 to 1 */
    double millis(double quantile) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, Math.round(quantile * (count - 1)))] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms", millis(0.5), millis(0.95), millis(0.99));
    }
}
