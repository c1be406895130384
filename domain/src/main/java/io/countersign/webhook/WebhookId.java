package io.countersign.webhook;

import io.countersign.Identifier;

/** What tells one webhook from all others: 32 hexadecimal digits. */
public record WebhookId(String value) implements Identifier {

    /** The name of the stream that holds its events. */
    public String stream() {
        return "webhook/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
