package io.countersign.privacy;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import org.jspecify.annotations.Nullable;

/** How a person comes to be forgotten: one proposes it and another agrees, as it cannot be undone. */
public sealed interface ErasureEvent extends DomainEvent {

    ErasureId erasure();

    /** Who is to be forgotten. */
    SubjectId person();

    record Proposed(
            ErasureId erasure,
            SubjectId person,
            SubjectId by,
            @Nullable SealedText reason) implements ErasureEvent {}

    /** @param by the proposer, or another administrator */
    record Declined(
            ErasureId erasure,
            SubjectId person,
            SubjectId by,
            @Nullable SealedText reason) implements ErasureEvent {}

    /**
     * From now on nobody can read what the person wrote, nor what they were called.
     *
     * @param keyFingerprint SHA-256, in hexadecimal, of "countersign person key", a zero byte and the key that was destroyed; null
     *     where they had none. A key that turns up in a backup can be told by it to be the one that should be gone.
     */
    record CarriedOut(
            ErasureId erasure,
            SubjectId person,
            SubjectId by,
            @Nullable String keyFingerprint) implements ErasureEvent {}
}
