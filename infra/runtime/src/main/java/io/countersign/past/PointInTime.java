package io.countersign.past;

import java.time.Instant;

/**
 * A point in the history: what was known once an event had been recorded, and all before it.
 *
 * @param event global_index of the last event that is known
 * @param eventId by which it is known outside
 * @param time what clocks said then
 */
public record PointInTime(long event, String eventId, Instant time) {}
