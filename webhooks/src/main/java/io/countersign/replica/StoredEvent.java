package io.countersign.replica;

/**
 * A row of {@code log.domain_event_entry}, as it lies there.
 *
 * @param index global in the log
 * @param sequence within the aggregate, from 0
 * @param id of the event
 * @param type the event's stable name
 * @param time ISO 8601, as it was written
 * @param payload JSON, the very bytes
 * @param metadata JSON, the very bytes
 */
public record StoredEvent(
        long index,
        String aggregate,
        long sequence,
        String aggregateType,
        String id,
        String type,
        String revision,
        String time,
        byte[] payload,
        byte[] metadata) {}
