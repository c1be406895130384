package io.countersign.delivery;

import io.countersign.webhook.WebhookKind;

/** Who brings messages to which kind of receiver. */
record Couriers(Courier post, Courier jenkins) {

    Courier of(WebhookKind kind) {
        return switch (kind) {
            case COUNTERSIGN, DATABRICKS, MLFLOW -> post;
            case JENKINS -> jenkins;
        };
    }
}
