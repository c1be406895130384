package io.countersign.webhook;

import io.countersign.privacy.SealedText;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import org.jspecify.annotations.Nullable;

/** What the MLflow and Databricks contracts have in common in how a webhook's texts are given. */
final class WebhookTexts {

    private WebhookTexts() {}

    /** In both contracts an empty text is none. */
    static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** The one before when it is left out, or is the same; none when it is empty. */
    static @Nullable SealedText description(@Nullable String text, WebhookView before, Comments comments) {
        return text == null || text.equals(before.description())
                ? before.subscription().description()
                : comments.optional("description", text);
    }

    /**
     * A secret that takes the place of another; null when none is given.
     *
     * @throws io.countersign.rejection.Rejection when it is empty: whoever checks signatures would be told nothing of it
     */
    static @Nullable String replacing(@Nullable String secret, String parameter) {
        if (secret != null && secret.isEmpty()) {
            throw Invalid.value(
                    parameter,
                    secret,
                    "a secret can be replaced and not be taken away. Leave it out, or make another webhook without one.");
        }
        return secret;
    }
}
