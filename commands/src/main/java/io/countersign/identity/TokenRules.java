package io.countersign.identity;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import org.jspecify.annotations.Nullable;

/** Whose word it takes for a token: who has one can act as its owner. */
final class TokenRules {

    private TokenRules() {}

    /** An admin who had another's token would be two where two are asked for. */
    static void requireOwner(SubjectId account, @Nullable SubjectId person, Actor actor) {
        if (!isOwner(account, person, actor)) {
            throw Rejection.of(
                    Reason.PERMISSION_MISSING,
                    "Permission denied: people issue their own tokens, and those of services that act for them. Nobody"
                            + " issues another's, not even an admin.");
        }
    }

    static void requireOwnerOrAdmin(SubjectId account, @Nullable SubjectId person, Actor actor) {
        if (!isOwner(account, person, actor) && !actor.has(Role.ADMIN)) {
            throw Rejection.of(
                    Reason.PERMISSION_MISSING,
                    "Permission denied: people revoke their own tokens, and those of services that act for them; an admin"
                            + " everybody's.");
        }
    }

    private static boolean isOwner(SubjectId account, @Nullable SubjectId person, Actor actor) {
        return actor.is(account) || person != null && actor.is(person);
    }
}
