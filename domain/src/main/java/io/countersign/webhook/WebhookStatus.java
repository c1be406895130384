package io.countersign.webhook;

/** Whether events go to a receiver, in the words of Databricks' API. */
public enum WebhookStatus {
    ACTIVE,

    /** Nothing is sent. */
    DISABLED,

    /** Only tests and pings are sent. */
    TEST_MODE
}
