package io.countersign.registeredmodel;

import io.countersign.policy.Decided;
import io.countersign.policy.PolicyRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policies say of a change, as it goes into the event that makes it.
 *
 * @param lets whether it may be made now
 * @param policies that had a say in it
 * @param decided null where none had
 */
record Verdict(
        boolean lets,
        List<PolicyRevision> policies,
        @Nullable Decided decided) {

    /** On a server for one person, who decides alone: every decision says that it was made so. */
    static final Verdict ALONE = new Verdict(true, List.of(new PolicyRevision("single-person", 1)), null);

    boolean covered() {
        return decided != null;
    }
}
