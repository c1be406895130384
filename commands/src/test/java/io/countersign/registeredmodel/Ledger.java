package io.countersign.registeredmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.event.DomainEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.RegisteredModelEvent.AliasDeleted;
import io.countersign.registeredmodel.RegisteredModelEvent.AliasSet;
import io.countersign.registeredmodel.RegisteredModelEvent.StageChanged;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionApproved;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionRejected;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionRequestCancelled;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionRequested;
import io.countersign.registeredmodel.RegisteredModelEvent.VersionCreated;
import io.countersign.registeredmodel.RegisteredModelEvent.VersionDeleted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a model's events as an auditor would, who trusts nothing but them, and objects to what must not have happened. */
final class Ledger {

    private final Map<Integer, Stage> stages = new HashMap<>();
    private final Map<RequestId, TransitionRequested> open = new LinkedHashMap<>();
    private final Map<String, Integer> aliases = new HashMap<>();
    private final Set<Integer> numbersEverUsed = new HashSet<>();

    void read(DomainEvent event) {
        switch (event) {
            case RegisteredModelEvent of -> read(of);
            case GovernanceEvent.ApprovalGiven given -> read(given);
            default -> throw new AssertionError("What is " + event + " doing here?");
        }
    }

    private void read(GovernanceEvent.ApprovalGiven given) {
        Change.ToStage move = (Change.ToStage) given.change();
        assertThat(requestersOf(move.version(), move.to()))
                .as("people who asked")
                .isNotEmpty()
                .doesNotContain(given.by());
    }

    private void read(RegisteredModelEvent event) {
        switch (event) {
            case VersionCreated created -> read(created);
            case VersionDeleted deleted -> read(deleted);
            case TransitionRequested requested -> read(requested);
            case TransitionRequestCancelled cancelled ->
                assertThat(open.remove(cancelled.request()))
                        .as("an open request")
                        .isNotNull();
            case TransitionRejected rejected -> read(rejected);
            case TransitionApproved approved -> read(approved);
            case StageChanged changed -> read(changed);
            case AliasSet set -> read(set);
            case AliasDeleted deleted ->
                assertThat(aliases.remove(deleted.alias())).isEqualTo(deleted.version());
            case RegisteredModelEvent.VersionImported imported -> read(imported);
            case RegisteredModelEvent.Created other -> assertThat(stages).isEmpty();
            case RegisteredModelEvent.Imported other -> assertThat(stages).isEmpty();
            case RegisteredModelEvent.Renamed other -> {}
            case RegisteredModelEvent.DescriptionChanged other -> {}
            case RegisteredModelEvent.TagSet other -> {}
            case RegisteredModelEvent.TagDeleted other -> {}
            case RegisteredModelEvent.Deleted other -> {}
        }
        assertThat(stages.keySet()).as("versions that aliases point to").containsAll(aliases.values());
        assertThat(stages.keySet()).as("versions that requests are about").containsAll(requestedVersions());
    }

    private void read(VersionCreated created) {
        assertThat(numbersEverUsed.add(created.version())).as("a new number").isTrue();
        stages.put(created.version(), Stage.NONE);
    }

    private void read(RegisteredModelEvent.VersionImported imported) {
        assertThat(numbersEverUsed.add(imported.version())).as("a new number").isTrue();
        stages.put(imported.version(), imported.stage());
        imported.aliases().forEach(alias -> assertThat(aliases.put(alias, imported.version()))
                .as("an alias is taken from no other version")
                .isNull());
    }

    private void read(VersionDeleted deleted) {
        assertThat(stages.remove(deleted.version())).isEqualTo(deleted.stage());
        assertThat(deleted.aliases()).containsExactlyInAnyOrderElementsOf(aliasesOf(deleted.version()));
        aliases.values().removeIf(version -> version == deleted.version());
        open.values().removeIf(request -> request.version() == deleted.version());
    }

    private void read(TransitionRequested requested) {
        assertThat(stages).containsEntry(requested.version(), requested.from());
        assertThat(requestersOf(requested.version(), requested.to()))
                .as("people who ask for this already")
                .doesNotContain(requested.requester());
        open.put(requested.request(), requested);
    }

    private void read(TransitionRejected rejected) {
        requireSecondPerson(rejected.by(), requestersOf(rejected.version(), rejected.to()), rejected.policies());
        close(rejected.requests(), rejected.version(), rejected.to());
    }

    private void read(TransitionApproved approved) {
        Set<SubjectId> requesters = requestersOf(approved.version(), approved.to());
        assertThat(requesters).as("people who asked for what was approved").isNotEmpty();
        requireSecondPerson(approved.by(), requesters, approved.policies());
        close(approved.requests(), approved.version(), approved.to());
        move(approved.version(), approved.from(), approved.to(), approved.archived());
    }

    private void read(StageChanged changed) {
        if (isFourEyes(changed.policies())) {
            assertThat(changed.to().isActive())
                    .as("whether one person put it into service")
                    .isFalse();
        }
        assertThat(requestersOf(changed.version(), changed.to())).isEmpty();
        move(changed.version(), changed.from(), changed.to(), changed.archived());
    }

    private void read(AliasSet set) {
        assertThat(aliases.get(set.alias())).isEqualTo(set.previous());
        aliases.put(set.alias(), set.version());
    }

    private static void requireSecondPerson(SubjectId by, Set<SubjectId> requesters, List<PolicyRevision> policies) {
        if (isFourEyes(policies)) {
            assertThat(requesters).as("people who asked").doesNotContain(by);
        }
    }

    private static boolean isFourEyes(List<PolicyRevision> policies) {
        return policies.contains(Facts.FOUR_EYES);
    }

    private void close(List<RequestId> decided, int version, Stage to) {
        assertThat(decided)
                .containsExactlyInAnyOrderElementsOf(open.values().stream()
                        .filter(request -> request.version() == version && request.to() == to)
                        .map(TransitionRequested::request)
                        .toList());
        open.keySet().removeAll(decided);
    }

    private void move(int version, Stage from, Stage to, List<Integer> archived) {
        assertThat(stages.put(version, to)).isEqualTo(from);
        for (int other : archived) {
            assertThat(stages.put(other, Stage.ARCHIVED))
                    .as("stage that version %s left", other)
                    .isEqualTo(to);
        }
        if (!archived.isEmpty()) {
            assertThat(versionsIn(to)).containsExactly(version);
        }
    }

    Set<Integer> versionsIn(Stage stage) {
        return stages.keySet().stream()
                .filter(version -> stages.get(version) == stage)
                .collect(Collectors.toSet());
    }

    private Set<SubjectId> requestersOf(int version, Stage to) {
        return open.values().stream()
                .filter(request -> request.version() == version && request.to() == to)
                .map(TransitionRequested::requester)
                .collect(Collectors.toSet());
    }

    private List<Integer> requestedVersions() {
        return open.values().stream().map(TransitionRequested::version).toList();
    }

    private List<String> aliasesOf(int version) {
        return aliases.entrySet().stream()
                .filter(entry -> entry.getValue() == version)
                .map(Map.Entry::getKey)
                .toList();
    }
}
