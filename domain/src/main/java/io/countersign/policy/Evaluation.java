package io.countersign.policy;

import java.util.List;

/** What all policies that apply say of one case. It is stored with the decision that rests on it. */
public record Evaluation(List<PolicyFindings> policies) {

    public Evaluation {
        policies = List.copyOf(policies);
    }

    /** Those that do not cover the case have no say in it; all others must let it pass. */
    public static Evaluation of(Case about, List<Policy> published, Conditions conditions) {
        return new Evaluation(published.stream()
                .filter(policy -> policy.covers(about))
                .map(policy -> policy.judge(about, conditions))
                .toList());
    }

    public boolean lets() {
        return policies.stream().allMatch(PolicyFindings::lets);
    }
}
