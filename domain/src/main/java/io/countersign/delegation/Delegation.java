package io.countersign.delegation;

import io.countersign.identity.SubjectId;
import java.time.Instant;

/**
 * One person's word on changes in the hand of another.
 *
 * @param by whose word it is
 * @param to who speaks for them
 * @param until the first moment at which it holds no more
 */
public record Delegation(DelegationId id, SubjectId by, SubjectId to, Instant from, Instant until) {

    public boolean overlaps(Delegation other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }

    public boolean overAt(Instant moment) {
        return !moment.isBefore(until);
    }
}
