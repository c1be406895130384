package io.countersign.webhook;

import java.util.Locale;

/** Whose messages a receiver understands. */
public enum WebhookKind {

    /** CloudEvents, of everything that happens here. */
    COUNTERSIGN,

    /** The twelve events of Databricks' Workspace Model Registry. */
    DATABRICKS,

    /** The entities and actions of MLflow's registry. */
    MLFLOW,

    /** Builds of a job on a Jenkins-style server. */
    JENKINS;

    /** As the native API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
