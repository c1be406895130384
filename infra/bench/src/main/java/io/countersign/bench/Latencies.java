package io.countersign.bench;

import java.util.Arrays;
import java.util.Locale;

/** Times of single calls, in nanoseconds. */
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    void time(Runnable call) {
        long start = System.nanoTime();
        call.run();
        add(System.nanoTime() - start);
    }

    private void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = value;
    }

    /** @param quantile from 0 to 1 */
    double millis(double quantile) {
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
