package io.countersign.payload;

import io.countersign.webhook.WebhookKind;

/** The vocabulary of each kind of receiver. */
public final class Vocabularies {

    private final Vocabulary cloudEvents;

    /** @param source the CloudEvents source of this installation, as a URN */
    public Vocabularies(String source) {
        cloudEvents = new CloudEventWords(source);
    }

    public Vocabulary of(WebhookKind kind) {
        return switch (kind) {
            case COUNTERSIGN, JENKINS -> cloudEvents;
            case DATABRICKS, MLFLOW -> throw new IllegalArgumentException("No words of " + kind);
        };
    }
}
