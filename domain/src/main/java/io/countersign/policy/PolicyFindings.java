package io.countersign.policy;

import io.countersign.governance.PolicyRevision;
import java.util.List;

/** What the rules of one policy say in one case. */
public record PolicyFindings(PolicyRevision policy, List<Finding> findings) {

    public PolicyFindings {
        findings = List.copyOf(findings);
    }

    public boolean lets() {
        return findings.stream().allMatch(finding -> finding.status().lets());
    }
}
