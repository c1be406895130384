package io.countersign.governance;

import io.countersign.decision.Voters;
import io.countersign.governance.BypassMessages.BypassMessage;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.BypassQueries;
import io.countersign.policy.Electorate;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the broken glass that somebody may review. */
@Component
final class ReviewsToMake {

    private final BypassQueries bypasses;
    private final Voters voters;

    ReviewsToMake(BypassQueries bypasses, Voters voters) {
        this.bypasses = bypasses;
        this.voters = voters;
    }

    /** Newest first. */
    List<BypassMessage> by(SubjectId person, int limit) {
        return voters.groupsOf(person).contains(Electorate.REVIEWERS)
                ? bypasses.all(true, null, limit).stream()
                        .filter(bypass -> !bypass.involved().contains(person.value()))
                        .map(BypassMessage::of)
                        .toList()
                : List.of();
    }
}
