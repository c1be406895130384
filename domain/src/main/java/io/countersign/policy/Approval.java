package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An approval that stands: neither withdrawn nor stale.
 *
 * @param by the person; behind a service account, whom it acts for
 * @param groups that the account is in now by which it was given, not those when it was given
 * @param meaning of the signature; null when none was stated
 * @param account the service account by which it was given; null when it was the person's own
 * @param lent the words of others that it was given with; null for none
 */
public record Approval(
        SubjectId by,
        Set<String> groups,
        Instant at,
        @Nullable String meaning,
        @Nullable SubjectId account,
        @Nullable List<Lent> lent) {

    public Approval {
        groups = Ordered.set(groups);
        lent = lent == null || lent.isEmpty() ? null : List.copyOf(lent);
    }

    /** By a person's own account and in nobody else's name. */
    public Approval(SubjectId by, Set<String> groups, Instant at, @Nullable String meaning) {
        this(by, groups, at, meaning, null, null);
    }

    /** By which it was given: the service account, or the person's own. */
    SubjectId hand() {
        return account == null ? by : account;
    }

    List<Lent> words() {
        return lent == null ? List.of() : lent;
    }
}
