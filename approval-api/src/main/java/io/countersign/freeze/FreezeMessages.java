package io.countersign.freeze;

import io.countersign.lineage.NodeView;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on freezes. */
final class FreezeMessages {

    private FreezeMessages() {}

    /**
     * @param kind of what is withdrawn
     * @param id as in {@code /lineage/{kind}/{id}}
     */
    record Freeze(
            @Required @Nullable String kind,
            @Required @Nullable String id,
            @Required @Nullable String reason) {}

    record Lift(@Required @Nullable String reason) {}

    /** @param key by which the graph knows it */
    record Version(String key, String model, String version) {

        static Version of(NodeView view) {
            Map<String, String> attributes = view.attributes();
            return new Version(
                    view.node().key(),
                    attributes.getOrDefault("model", view.node().model().value()),
                    Integer.toString(view.node().version()));
        }
    }

    record Thing(String key, String kind, String id, String label) {

        static Thing of(NodeView view) {
            return new Thing(
                    view.node().key(), view.node().kind().label(), view.node().id(), view.label());
        }
    }

    /**
     * A freeze.
     *
     * @param state {@code standing} or {@code lifted}
     * @param frozen the versions that are frozen for it
     * @param pending versions that rest on it and are not frozen yet, which the server goes on to do; of one that stands
     */
    record FreezeMessage(
            String freezeId,
            Thing thing,
            String state,
            String by,
            Instant at,
            @Nullable String reason,
            @Nullable String liftedBy,
            @Nullable Instant liftedAt,
            @Nullable String liftedFor,
            @Nullable List<Version> frozen,
            @Nullable List<Version> pending) {

        static FreezeMessage of(
                WithdrawalView view, NodeView thing, @Nullable List<Version> frozen, @Nullable List<Version> pending) {
            return new FreezeMessage(
                    view.id(),
                    Thing.of(thing),
                    view.stands() ? "standing" : "lifted",
                    view.declaredByName(),
                    Instant.ofEpochMilli(view.declaredAt()),
                    view.reason(),
                    view.liftedByName(),
                    view.liftedAt() == null ? null : Instant.ofEpochMilli(view.liftedAt()),
                    view.answer(),
                    frozen,
                    pending);
        }
    }

    /** Newest first. */
    record Page(List<FreezeMessage> freezes, @Nullable String nextPageToken) {}

    /** What is kept for a repeat. */
    record Known(String freezeId) {}
}
