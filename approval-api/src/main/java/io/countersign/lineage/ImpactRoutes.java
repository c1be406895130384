package io.countersign.lineage;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.freeze.FreezeQueries;
import io.countersign.freeze.WithdrawalId;
import io.countersign.lineage.LineageMessages.Thing;
import io.countersign.modelversion.VersionId;
import io.countersign.past.AsOf;
import io.countersign.past.PointInTime;
import io.countersign.past.TimeTravel;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code /lineage/…/impact}: what somebody relies on that would fall with a thing. */
@GovernanceRoutes
@Requires(Operation.READ_LINEAGE)
final class ImpactRoutes {

    private static final int COMMON = 1_000;
    private static final int MOST = 100_000;

    private final AskedThing asked;
    private final LineageQueries lineage;
    private final FreezeQueries freezes;

    ImpactRoutes(AskedThing asked, LineageQueries lineage, FreezeQueries freezes) {
        this.asked = asked;
        this.lineage = lineage;
        this.freezes = freezes;
    }

    /**
     * @param id where it holds what stands in no path
     * @param limit so many at most; 1000 when left out
     */
    record Wanted(@Nullable String id, @Nullable Integer limit) {}

    /**
     * @param totals how many of each kind, also of those that are not listed
     * @param affected the nearest first
     * @param truncated a sentence; null when all are listed
     */
    record ImpactMessage(
            Thing of,
            @Nullable Long asOf,
            Map<String, Integer> totals,
            List<Affected> affected,
            @Nullable String truncated) {}

    /**
     * @param path keys, from the thing to this
     * @param frozenFor the freezes for which a version is frozen now
     */
    record Affected(
            String key,
            String kind,
            String id,
            String label,
            Map<String, String> attributes,
            List<String> path,
            @Nullable List<String> frozenFor) {}

    @AsOf
    @GetMapping({"/lineage/{kind}/impact", "/lineage/{kind}/{id}/impact", "/lineage/{kind}/{id}/{part}/impact"})
    ImpactMessage impact(
            @PathVariable String kind,
            @PathVariable(required = false) @Nullable String id,
            @PathVariable(required = false) @Nullable String part,
            @Wire Wanted wanted) {
        int limit = wanted.limit() == null ? COMMON : wanted.limit();
        if (limit < 1 || limit > MOST) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MOST + ".");
        }
        Long at = TimeTravel.point().map(PointInTime::event).orElse(null);
        LineageNode thing = asked.find(kind, Ids.one(id, wanted.id()), part, at);
        Impact impact = lineage.impact(thing, at);
        List<String> all = impact.affected();
        List<String> shown = all.size() > limit ? all.subList(0, limit) : all;
        return new ImpactMessage(
                Thing.of(lineage.named(List.of(thing.key())).values().iterator().next()),
                at,
                totals(all),
                affected(impact, shown),
                shown.size() == all.size() ? null : "These are the nearest " + limit + " of " + all.size() + ".");
    }

    private static Map<String, Integer> totals(List<String> keys) {
        Map<String, Integer> totals = new TreeMap<>();
        keys.forEach(key -> totals.merge(key.substring(0, key.indexOf('/')), 1, Integer::sum));
        return totals;
    }

    private List<Affected> affected(Impact impact, List<String> shown) {
        Map<String, NodeView> named = lineage.named(shown);
        Map<VersionId, List<WithdrawalId>> frozen = freezes.of(named.values().stream()
                .map(NodeView::node)
                .filter(node -> node.kind() == LineageKind.MODEL_VERSION)
                .map(LineageNode::model)
                .toList());
        return named.values().stream()
                .map(view -> new Affected(
                        view.node().key(),
                        view.node().kind().label(),
                        view.node().id(),
                        view.label(),
                        view.attributes(),
                        impact.path(view.node().key()),
                        frozenFor(view.node(), frozen)))
                .toList();
    }

    private static @Nullable List<String> frozenFor(LineageNode node, Map<VersionId, List<WithdrawalId>> frozen) {
        List<WithdrawalId> ids = node.kind() == LineageKind.MODEL_VERSION
                ? frozen.get(new VersionId(node.model(), node.version()))
                : null;
        return ids == null ? null : ids.stream().map(WithdrawalId::value).toList();
    }
}
