package io.countersign.policy;

import java.time.Duration;
import java.time.Instant;

/** A published revision of a policy, which never changes. */
public record Policy(PolicyRevision revision, PolicyDocument document) {

    public boolean covers(Case about) {
        return document.scope().covers(about.model(), about.change());
    }

    /** Whether what was asked for then has waited longer by now than the policy lets it. */
    public boolean isOver(Instant askedAt, Instant now) {
        Duration longest = document.expiresAfter();
        return longest != null && !now.isBefore(askedAt.plus(longest));
    }

    PolicyFindings judge(Case about, Conditions conditions) {
        return new PolicyFindings(
                revision,
                about.change().topic(),
                document.rules().stream()
                        .map(rule -> rule.judge(about, conditions))
                        .toList());
    }
}
