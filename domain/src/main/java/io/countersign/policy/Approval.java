package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An approval that stands: neither withdrawn nor stale.
 *
 * @param by the person; behind a service account, whom it acts for
 * @param groups that the person is in now, not when they approved
 * @param meaning of the signature; null when none was stated
 */
public record Approval(
        SubjectId by,
        Set<String> groups,
        Instant at,
        @Nullable String meaning) {

    public Approval {
        groups = Ordered.set(groups);
    }
}
