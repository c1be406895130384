package io.countersign.policy;

/** A published revision of a policy, which never changes. */
public record Policy(PolicyRevision revision, PolicyDocument document) {

    public boolean covers(Case about) {
        return document.scope().covers(about.model(), about.change());
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
