package io.countersign.decision;

import io.countersign.identity.SubjectId;
import io.countersign.policy.CheckResult;
import io.countersign.policy.ChecklistAnswer;
import io.countersign.policy.Evidence;
import io.countersign.policy.Party;
import io.countersign.policy.VersionFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version as policies look at it.
 *
 * @param facts null when there is no version
 * @param parties who made it, ran it and changed it last
 * @param evidence whose bytes the server holds, and found to be those that were given
 * @param subject what exactly somebody approves who approves it, each fact by name
 */
record Candidate(
        @Nullable VersionFacts facts,
        Map<Party, Set<SubjectId>> parties,
        List<CheckResult> checks,
        List<Evidence> evidence,
        List<ChecklistAnswer> checklists,
        SortedMap<String, String> subject) {

    static final Candidate NONE = new Candidate(null, Map.of(), List.of(), List.of(), List.of(), new TreeMap<>());
}
