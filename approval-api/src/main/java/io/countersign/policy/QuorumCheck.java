package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a quorum can be met by those who are in its groups now. Whoever gets lost later closes the gate. */
final class QuorumCheck {

    private final Groups known;
    private final DocumentErrors errors;
    private final Map<Quorum, Fields> places;
    private final Map<SubjectId, Set<String>> approvers;

    /** @param places where each part of the quorum was read, by identity */
    QuorumCheck(Groups known, DocumentErrors errors, Map<Quorum, Fields> places) {
        this.known = known;
        this.errors = errors;
        this.places = places;
        this.approvers = known.ofWhoMayApprove();
    }

    void check(ApprovalRule rule, Fields fields) {
        int before = errors.count();
        rejectUnknownGroups(rule.quorum());
        if (errors.count() > before) {
            return;
        }
        if (canBeMet(rule.quorum())) {
            rejectTooFewAltogether(rule, fields);
        } else {
            rejectShortGroups(rule.quorum());
        }
    }

    private void rejectUnknownGroups(Quorum quorum) {
        leaves(quorum).filter(of -> !known.hasAnybodyIn(of.group())).forEach(of -> at(of).unknownGroup(
                        "group", of.group()));
    }

    private static Stream<Quorum.Of> leaves(Quorum quorum) {
        return switch (quorum) {
            case Quorum.All all -> all.parts().stream().flatMap(QuorumCheck::leaves);
            case Quorum.Any any -> any.parts().stream().flatMap(QuorumCheck::leaves);
            case Quorum.Of of -> Stream.of(of);
        };
    }

    private boolean canBeMet(Quorum quorum) {
        return switch (quorum) {
            case Quorum.All all -> all.parts().stream().allMatch(this::canBeMet);
            case Quorum.Any any -> any.parts().stream().anyMatch(this::canBeMet);
            case Quorum.Of of -> approversIn(of.group()) >= of.count();
        };
    }

    private long approversIn(String group) {
        return approvers.values().stream()
                .filter(groups -> groups.contains(group))
                .count();
    }

    private void rejectShortGroups(Quorum quorum) {
        switch (quorum) {
            case Quorum.All all ->
                all.parts().stream().filter(part -> !canBeMet(part)).forEach(this::rejectShortGroups);
            case Quorum.Any any -> any.parts().forEach(this::rejectShortGroups);
            case Quorum.Of of -> at(of).wrong("count", tooShort(of));
        }
    }

    private String tooShort(Quorum.Of of) {
        return "It takes " + of.count() + " of the group " + of.group() + ", and " + approversIn(of.group())
                + " of those in it may approve, as contributors may.";
    }

    /** Those who are in several groups count once, and whoever asks for a change may not count at all. */
    private void rejectTooFewAltogether(ApprovalRule rule, Fields fields) {
        Tally tally = Tally.of(rule.quorum(), approvers);
        if (!tally.isMet()) {
            fields.wrong("", "It takes more people than there are: who is in several groups counts for one.");
        } else if (rule.apart().contains(Party.REQUESTER) && everyRequesterIsMissed(rule.quorum(), tally)) {
            fields.wrong(
                    "apart-from",
                    "Whoever asks for a change, too few are left to approve it: the requester does not count.");
        }
    }

    private boolean everyRequesterIsMissed(Quorum quorum, Tally tally) {
        Set<SubjectId> requesters = known.ofWhoMayRequest().keySet();
        return tally.filled().keySet().containsAll(requesters)
                && requesters.stream().noneMatch(requester -> Tally.of(quorum, without(requester))
                        .isMet());
    }

    private Map<SubjectId, Set<String>> without(SubjectId requester) {
        Map<SubjectId, Set<String>> others = new HashMap<>(approvers);
        others.remove(requester);
        return others;
    }

    private Fields at(Quorum quorum) {
        return Objects.requireNonNull(places.get(quorum));
    }
}
