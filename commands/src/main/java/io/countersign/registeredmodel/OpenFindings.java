package io.countersign.registeredmodel;

import io.countersign.governance.FindingId;
import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** On condition of what approvals were given that still count, before and after the change was made. */
final class OpenFindings {

    private final List<Open> open = new ArrayList<>();

    /**
     * One of them.
     *
     * @param made whether the change was made on the strength of that approval
     */
    record Open(List<RequestId> requests, Change change, SubjectId approver, ReviewFinding finding, boolean made) {

        Open asMade() {
            return new Open(requests, change, approver, finding, true);
        }

        boolean isOfApproval(Change about, SubjectId by) {
            return !made && change.topic().equals(about.topic()) && approver.equals(by);
        }
    }

    Optional<Open> find(FindingId id) {
        return open.stream().filter(each -> each.finding().id().equals(id)).findFirst();
    }

    void raise(GovernanceEvent.ApprovalGiven event) {
        event.findings()
                .forEach(finding -> open.add(new Open(event.requests(), event.change(), event.by(), finding, false)));
    }

    void close(FindingId id) {
        remove(each -> each.finding().id().equals(id));
    }

    /** An approval that counts no more has no conditions. */
    void endApproval(Change change, SubjectId by) {
        remove(each -> each.isOfApproval(change, by));
    }

    /** The change is made, and the conditions hold on. */
    void make(Change change) {
        open.replaceAll(each -> each.change().topic().equals(change.topic()) ? each.asMade() : each);
    }

    /** Of changes that nobody asks for any more. */
    void dropUnasked(Ballots ballots) {
        remove(each -> !each.made() && ballots.on(each.change()).isEmpty());
    }

    void dropAllOf(int version) {
        remove(each -> Objects.equals(each.change().candidate(), version));
    }

    private void remove(Predicate<Open> those) {
        open.removeIf(those);
    }
}
