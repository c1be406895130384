package io.countersign.simulation;

import java.time.Duration;

/**
 * How lengths of time are spread. Half of them are the median or less, nine tenths the 90th percentile or less.
 *
 * @param count of how many; all else is zero where there are none
 */
public record Spread(int count, Duration median, Duration p90, Duration longest, Duration total) {}
