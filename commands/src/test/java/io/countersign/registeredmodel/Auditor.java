package io.countersign.registeredmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Bypass;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.Evaluation;
import io.countersign.policy.Policy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts by the events alone, and in another way than the server does, who asked for a change and who approved which
 * subject; and objects to every decision for which there were not enough others.
 */
final class Auditor {

    private final Policy policy;
    private final Enough enough;
    private final Map<String, Map<RequestId, SubjectId>> asked = new HashMap<>();
    private final Map<String, Map<SubjectId, SortedMap<String, String>>> approved = new HashMap<>();
    private final Map<String, Set<SubjectId>> vetoes = new HashMap<>();
    private final Map<String, SubjectId> breaking = new HashMap<>();
    private final Set<RequestId> closed = new HashSet<>();
    private int decisions;
    private @Nullable Change last;

    /** For a policy under which two others decide. */
    Auditor(Policy policy) {
        this(policy, (requesters, approvers) -> assertThat(
                        approvers.stream().filter(each -> !requesters.contains(each)))
                .as("people who approved just this and had not asked for it")
                .hasSizeGreaterThanOrEqualTo(2));
    }

    Auditor(Policy policy, Enough enough) {
        this.policy = policy;
        this.enough = enough;
    }

    /** Objects where those who approved a change are not enough. */
    interface Enough {
        void require(Set<SubjectId> requesters, Set<SubjectId> approvers);
    }

    int decisions() {
        return decisions;
    }

    void read(Object event) {
        switch (event) {
            case RegisteredModelEvent.TransitionRequested e ->
                opened(new Change.ToStage(e.version(), e.from(), e.to()), e.request(), e.requester());
            case GovernanceEvent.ChangeRequested e -> opened(e.change(), e.request(), e.requester());
            case RegisteredModelEvent.TransitionRequestCancelled e -> closed(List.of(e.request()));
            case GovernanceEvent.ChangeRequestCancelled e -> closed(List.of(e.request()));
            case RegisteredModelEvent.TransitionRejected e -> closed(e.requests());
            case GovernanceEvent.ChangeRejected e -> closed(e.requests());
            case GovernanceEvent.RequestSuperseded e -> closed(List.of(e.request()));
            case GovernanceEvent.RequestsExpired e -> closed(e.requests());
            case GovernanceEvent.ApprovalGiven e ->
                approved.computeIfAbsent(e.change().topic(), topic -> new HashMap<>())
                        .put(e.by(), e.subject());
            case GovernanceEvent.ApprovalWithdrawn e -> ended(e.change(), e.by());
            case GovernanceEvent.ApprovalWentStale e -> ended(e.change(), e.by());
            case FindingEvent.ApprovalRevoked e -> {
                if (!e.made()) {
                    ended(e.change(), e.approver());
                }
            }
            case EmergencyEvent.BreakGlassProposed e -> breaking.put(e.change().topic(), e.by());
            case GovernanceEvent.Vetoed e ->
                vetoes.computeIfAbsent(e.change().topic(), topic -> new HashSet<>())
                        .add(e.by());
            case GovernanceEvent.VetoLifted e ->
                vetoes.getOrDefault(e.change().topic(), new HashSet<>()).remove(e.author());
            case RegisteredModelEvent.TransitionApproved e -> decided(e.requests(), e.decided());
            case GovernanceEvent.ChangeApproved e -> decided(e.requests(), e.decided());
            case RegisteredModelEvent.StageChanged e ->
                assertThat(e.to()).as("a stage that nobody asked for").isNotEqualTo(Stage.PRODUCTION);
            case RegisteredModelEvent.AliasSet e -> assertJustDecided(e.alias());
            case RegisteredModelEvent.VersionDeleted e -> forget(e.version());
            default -> {} // of no concern
        }
    }

    private void opened(Change change, RequestId request, SubjectId by) {
        assertThat(closed).as("requests that were closed").doesNotContain(request);
        asked.computeIfAbsent(change.topic(), topic -> new HashMap<>()).put(request, by);
    }

    private void closed(List<RequestId> requests) {
        closed.addAll(requests);
        asked.values().forEach(open -> open.keySet().removeAll(requests));
        asked.entrySet().removeIf(open -> {
            if (open.getValue().isEmpty()) {
                approved.remove(open.getKey());
                vetoes.remove(open.getKey());
                breaking.remove(open.getKey());
            }
            return open.getValue().isEmpty();
        });
    }

    private void ended(Change change, SubjectId by) {
        assertThat(approved.getOrDefault(change.topic(), new HashMap<>()).remove(by))
                .as("an approval that stood")
                .isNotNull();
    }

    private void decided(List<RequestId> requests, @Nullable Decided decided) {
        assertThat(decided).as("why it was decided").isNotNull();
        String topic = decided.about().change().topic();
        assertThat(vetoes.getOrDefault(topic, Set.of())).as("vetoes").isEmpty();
        Evaluation again = Evaluation.of(decided.about(), List.of(policy), Facts.NO_CONDITIONS);
        if (decided.bypass() == null) {
            assertApproved(topic, decided);
        } else {
            assertTwoBrokeTheGlass(topic, decided.bypass());
        }
        assertThat(decided.bypass() == null ? again : again.bypassed())
                .as("what the same policy says of the same case again")
                .isEqualTo(decided.evaluation());
        decisions++;
        last = decided.about().change();
        closed(requests);
    }

    private void assertTwoBrokeTheGlass(String topic, Bypass bypass) {
        assertThat(breaking.get(topic)).as("who proposed it").isEqualTo(bypass.first());
        assertThat(bypass.second()).as("the second").isNotEqualTo(bypass.first());
    }

    private void assertApproved(String topic, Decided decided) {
        Set<SubjectId> requesters =
                new HashSet<>(asked.getOrDefault(topic, Map.of()).values());
        Set<SubjectId> approvers = approved.getOrDefault(topic, Map.of()).entrySet().stream()
                .filter(each -> each.getValue().equals(decided.subject()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        enough.require(requesters, approvers);
    }

    private void assertJustDecided(String alias) {
        assertThat(last).isInstanceOfSatisfying(Change.OfAlias.class, of -> assertThat(of.alias())
                .isEqualTo(alias));
    }

    /** With a version go the requests that are about it. */
    private void forget(int version) {
        List.copyOf(asked.keySet()).stream()
                .filter(topic -> topic.equals("alias/champion/" + version) || topic.contains("/" + version + "/"))
                .forEach(topic -> {
                    closed.addAll(asked.remove(topic).keySet());
                    approved.remove(topic);
                    vetoes.remove(topic);
                    breaking.remove(topic);
                });
    }
}
