package io.countersign.payload;

import io.countersign.privacy.Vault;
import io.countersign.webhook.WebhookKind;

/** The vocabulary of each kind of receiver. */
public final class Vocabularies {

    private final Vocabulary cloudEvents;
    private final DatabricksWords databricks;
    private final MlflowWords mlflow = new MlflowWords();

    /**
     * @param source the CloudEvents source of this installation, as a URN
     * @param vault which opens what people wrote, where a contract has it told
     */
    public Vocabularies(String source, Vault vault) {
        cloudEvents = new CloudEventWords(source);
        databricks = new DatabricksWords(vault);
    }

    public Vocabulary of(WebhookKind kind) {
        return switch (kind) {
            case COUNTERSIGN, JENKINS -> cloudEvents;
            case DATABRICKS -> databricks;
            case MLFLOW -> mlflow;
        };
    }

    /** For the kinds whose API has a test of its own. */
    public Samples samples(WebhookKind kind) {
        return switch (kind) {
            case DATABRICKS -> databricks;
            case MLFLOW -> mlflow;
            case COUNTERSIGN, JENKINS -> throw new IllegalArgumentException("No samples of " + kind);
        };
    }
}
