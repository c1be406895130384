package io.countersign.policy;

import io.countersign.governance.PolicyRevision;
import java.util.List;

/**
 * A published version of a policy, which never changes.
 *
 * @param rules all of them must hold
 */
public record Policy(PolicyRevision revision, Scope scope, List<Rule> rules) {

    public Policy {
        rules = List.copyOf(rules);
    }

    public boolean covers(Case about) {
        return scope.covers(about.model(), about.change());
    }

    PolicyFindings judge(Case about, Conditions conditions) {
        return new PolicyFindings(
                revision,
                rules.stream().map(rule -> rule.judge(about, conditions)).toList());
    }
}
