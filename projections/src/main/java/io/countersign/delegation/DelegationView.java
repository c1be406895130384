package io.countersign.delegation;

import org.jspecify.annotations.Nullable;

/**
 * One person's word in the hand of another.
 *
 * @param givenBy the name of whose word it is; the subject id once that person is gone; and so with the others
 * @param startsAt milliseconds since the epoch, as all times here
 * @param endsAt the first moment at which it holds no more, unless it was revoked before
 * @param comment null when there is none, or its author was erased; and so with {@code answer}
 * @param revokedBy null unless it was revoked
 */
public record DelegationView(
        String delegationId,
        String givenBy,
        String givenTo,
        long startsAt,
        long endsAt,
        long givenAt,
        @Nullable String comment,
        @Nullable String revokedBy,
        @Nullable Long revokedAt,
        @Nullable String answer) {}
