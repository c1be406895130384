package io.countersign.delivery;

import io.countersign.payload.Occurrence;
import io.countersign.webhook.WebhookId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * What one receiver gets in order: the events of one model, or some of those that belong to none.
 *
 * @param name a model's id, or one of a few names for the rest
 * @param skips whether what the receiver did not take holds up nothing else
 */
record Lane(WebhookId webhook, String name, boolean skips) {

    private static final int OTHERS = 8;

    static Lane read(ResultSet row) throws SQLException {
        return new Lane(new WebhookId(row.getString("webhook_id")), row.getString("lane"), row.getBoolean("skips"));
    }

    static String[] webhooks(Collection<Lane> lanes) {
        return lanes.stream().map(lane -> lane.webhook().value()).toArray(String[]::new);
    }

    static String[] names(Collection<Lane> lanes) {
        return lanes.stream().map(Lane::name).toArray(String[]::new);
    }

    static Boolean[] skipping(Collection<Lane> lanes) {
        return lanes.stream().map(Lane::skips).toArray(Boolean[]::new);
    }

    static String nameFor(Occurrence occurrence) {
        return occurrence
                .model()
                .map(model -> model.value())
                .orElseGet(() -> "other-"
                        + Math.floorMod(
                                occurrence.message().getAggregateIdentifier().hashCode(), OTHERS));
    }
}
