package io.countersign.run;

/**
 * How far the import of a run is.
 *
 * @param changed whether the command brought anything
 * @param points of metrics that were imported so far
 */
public record ImportProgress(boolean changed, long points) {}
