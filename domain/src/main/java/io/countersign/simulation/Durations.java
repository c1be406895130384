package io.countersign.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Many lengths of time, to the millisecond. Not for several threads. */
final class Durations {

    private long[] millis = new long[16];
    private int count;

    void add(Duration length) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, 2 * count);
        }
        millis[count++] = length.toMillis();
    }

    Spread spread() {
        long[] sorted = LongStream.of(millis).limit(count).sorted().toArray();
        return new Spread(
                count,
                rank(sorted, 0.5),
                rank(sorted, 0.9),
                rank(sorted, 1),
                Duration.ofMillis(LongStream.of(sorted).sum()));
    }

    /** The least of them that is not less than such a share of all; nothing where there are none. */
    private static Duration rank(long[] sorted, double share) {
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofMillis(sorted[(int) Math.ceil(share * sorted.length) - 1]);
    }
}
