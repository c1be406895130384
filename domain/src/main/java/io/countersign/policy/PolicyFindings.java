package io.countersign.policy;

import java.util.List;

/**
 * What the rules of one policy say in one case.
 *
 * @param topic of the change, see {@link Change#topic}; a decision may rest on several, as when others make way
 */
public record PolicyFindings(PolicyRevision policy, String topic, List<Finding> findings) {

    public PolicyFindings {
        findings = List.copyOf(findings);
    }

    PolicyFindings bypassed() {
        return new PolicyFindings(
                policy, topic, findings.stream().map(Finding::bypassed).toList());
    }

    public boolean lets() {
        return findings.stream().allMatch(finding -> finding.status().lets());
    }
}
