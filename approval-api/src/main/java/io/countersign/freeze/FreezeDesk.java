package io.countersign.freeze;

import io.countersign.access.CurrentActor;
import io.countersign.freeze.FreezeMessages.FreezeMessage;
import io.countersign.freeze.FreezeMessages.Version;
import io.countersign.lineage.LineageNode;
import io.countersign.lineage.LineageQueries;
import io.countersign.lineage.NodeView;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Carries a freeze out as far as a request can wait for it, and tells how far it has come. */
@Component
final class FreezeDesk {

    /** What takes longer, the server goes on with after it answered. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FreezeQueries freezes;
    private final LineageQueries lineage;
    private final Freezer freezer;
    private final CurrentActor who;

    FreezeDesk(FreezeQueries freezes, LineageQueries lineage, Freezer freezer, CurrentActor who) {
        this.freezes = freezes;
        this.lineage = lineage;
        this.freezer = freezer;
        this.who = who;
    }

    FreezeMessage carriedOut(WithdrawalId id) {
        WithdrawalView view = find(id);
        if (view.stands()) {
            freezer.freeze(id, LineageNode.ofKey(view.thing()), who.trace(), PATIENCE);
        } else {
            freezer.thaw(id, freezes.toThaw().getOrDefault(id, List.of()), who.trace(), PATIENCE);
        }
        return message(view);
    }

    FreezeMessage message(WithdrawalView view) {
        WithdrawalId id = new WithdrawalId(view.id());
        Stream<LineageNode> frozen = freezes.frozenFor(id).stream().map(LineageNode::version);
        return FreezeMessage.of(view, named(view.thing()), versions(frozen), view.stands() ? pending(view) : null);
    }

    FreezeMessage summary(WithdrawalView view) {
        return FreezeMessage.of(view, named(view.thing()), null, null);
    }

    private List<Version> pending(WithdrawalView view) {
        return versions(
                freezer.pending(new WithdrawalId(view.id()), LineageNode.ofKey(view.thing())).entrySet().stream()
                        .flatMap(model -> model.getValue().stream()
                                .map(version ->
                                        LineageNode.version(new VersionId(new ModelId(model.getKey()), version)))));
    }

    private List<Version> versions(Stream<LineageNode> nodes) {
        Map<String, NodeView> named = lineage.named(nodes.map(LineageNode::key).toList());
        return named.values().stream().map(Version::of).toList();
    }

    private NodeView named(String key) {
        return Objects.requireNonNull(lineage.named(List.of(key)).get(key));
    }

    WithdrawalView find(WithdrawalId id) {
        return freezes.byId(id)
                .orElseThrow(() -> Rejection.of(Reason.WITHDRAWAL_NOT_FOUND, "There is no freeze %s.", id));
    }
}
