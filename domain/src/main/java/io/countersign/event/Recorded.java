package io.countersign.event;

import io.countersign.identity.SubjectId;
import java.time.Instant;

/**
 * An event as the log holds it.
 *
 * @param id by which it is known outside
 * @param actor who acted
 */
public record Recorded(DomainEvent event, String id, Instant at, SubjectId actor) {}
