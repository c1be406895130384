package io.countersign.simulation;

import io.countersign.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;

/** What a replay cannot tell, said plainly. */
final class Unknowns {

    private Unknowns() {}

    static List<String> of(PolicyDocument draft, Report report) {
        List<String> sentences = new ArrayList<>();
        if (report.rebuilt() > 0) {
            sentences.add(report.rebuilt()
                    + " of the decisions stored nothing of what they rested on. The log tells who asked, approved and "
                    + "objected and when, and in which groups they were; checks, documents, checklists, runs and the tags "
                    + "of versions are not known of them.");
        }
        if (draft.signing() != null) {
            sentences.add("How an approval is signed is asked when it is given: signing was not replayed.");
        }
        if (!draft.subjectTags().isEmpty()) {
            sentences.add(
                    "Whether approvals would have gone stale by a change of a tag that subject names was not replayed.");
        }
        if (!report.bottlenecks().isEmpty()) {
            sentences.add("Who could have given a missing approval is told by the groups that people are in today.");
        }
        return sentences;
    }
}
