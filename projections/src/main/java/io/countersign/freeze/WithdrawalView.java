package io.countersign.freeze;

import org.jspecify.annotations.Nullable;

/**
 * A withdrawal, as people read it. Times are milliseconds since the epoch.
 *
 * @param thing key of what is withdrawn
 * @param declaredBy subject id
 * @param declaredByName the subject id once that person is gone
 * @param reason null once its author was erased
 * @param liftedBy subject id; null while it stands
 * @param answer why it was lifted
 */
public record WithdrawalView(
        String id,
        String thing,
        String declaredBy,
        String declaredByName,
        long declaredAt,
        @Nullable String reason,
        @Nullable String liftedBy,
        @Nullable String liftedByName,
        @Nullable Long liftedAt,
        @Nullable String answer) {

    public boolean stands() {
        return liftedBy == null;
    }
}
