package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.Set;

/**
 * The word of somebody who had another approve for them.
 *
 * @param by whose word it is; behind a service account, whom it acts for
 * @param until when
 * @param groups that they are in now
 */
public record Lent(SubjectId by, Instant until, Set<String> groups) {

    public Lent {
        groups = Ordered.set(groups);
    }

    /** As an approval of their own. */
    Approval spoken() {
        return new Approval(by, groups, Instant.EPOCH, null);
    }
}
