package io.countersign.delegation;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people do about their word on changes. All of it is in one stream, so that one sequence number stands for every
 * delegation that holds.
 */
public sealed interface DelegationEvent extends DomainEvent {

    DelegationId delegation();

    /**
     * @param by whose word it is
     * @param to who speaks for them
     * @param until the first moment at which it holds no more
     */
    record Given(
            DelegationId delegation,
            SubjectId by,
            SubjectId to,
            Instant from,
            Instant until,
            @Nullable SealedText comment)
            implements DelegationEvent {}

    /** @param by whose word it was, or an administrator */
    record Revoked(
            DelegationId delegation, SubjectId by, @Nullable SealedText comment) implements DelegationEvent {}
}
