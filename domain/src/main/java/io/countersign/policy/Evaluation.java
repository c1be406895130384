package io.countersign.policy;

import java.util.List;
import java.util.stream.Stream;

/** What all policies that apply say of one case. It is stored with the decision that rests on it. */
public record Evaluation(List<PolicyFindings> policies) {

    public Evaluation {
        policies = List.copyOf(policies);
    }

    /** Those that do not cover the case have no say in it; all others must let it pass. */
    public static Evaluation of(Case about, List<Policy> asked, Conditions conditions) {
        return new Evaluation(asked.stream()
                .filter(policy -> policy.covers(about))
                .map(policy -> policy.judge(about, conditions))
                .toList());
    }

    /** Both must let it pass. */
    public Evaluation and(Evaluation other) {
        return new Evaluation(
                Stream.concat(policies.stream(), other.policies.stream()).toList());
    }

    /** With nothing but vetoes in the way. */
    public Evaluation bypassed() {
        return new Evaluation(policies.stream().map(PolicyFindings::bypassed).toList());
    }

    /** Whether any policy has a say. */
    public boolean covered() {
        return !policies.isEmpty();
    }

    public boolean lets() {
        return policies.stream().allMatch(PolicyFindings::lets);
    }

    /** The rules that do not let it pass, with what they say. */
    public Stream<Finding> objections() {
        return policies.stream().flatMap(each -> each.findings().stream()).filter(finding -> !finding.status()
                .lets());
    }

    /** The policies that have a say, each once. */
    public List<PolicyRevision> revisions() {
        return policies.stream().map(PolicyFindings::policy).distinct().toList();
    }
}
