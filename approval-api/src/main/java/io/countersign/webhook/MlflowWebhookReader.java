package io.countersign.webhook;

import io.countersign.delivery.Endpoint;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.wire.EnumText;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the messages of MLflow's API say of a webhook. */
@Component
final class MlflowWebhookReader {

    private static final int LONGEST_NAME = 63;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    private final Comments comments;

    MlflowWebhookReader(Comments comments) {
        this.comments = comments;
    }

    WebhookDraft read(MlflowWebhookMessages.Create message) {
        return new WebhookDraft(
                WebhookKind.MLFLOW,
                name(message.name()),
                comments.optional("description", message.description()),
                List.of(),
                MlflowEvents.words(message.events()),
                List.of(),
                status(message.status(), WebhookStatus.ACTIVE),
                BlockedHead.WAIT,
                message.url(),
                WebhookTexts.orNull(message.secret()),
                null,
                null);
    }

    WebhookDraft read(MlflowWebhookMessages.Update message, WebhookView before, Endpoint endpoint) {
        Subscription old = before.subscription();
        String name = WebhookTexts.orNull(message.name());
        String url = WebhookTexts.orNull(message.url());
        return new WebhookDraft(
                old.kind(),
                name == null ? old.name() : name(name),
                WebhookTexts.description(message.description(), before, comments),
                old.models(),
                message.events() == null || message.events().isEmpty()
                        ? old.events()
                        : MlflowEvents.words(message.events()),
                old.stages(),
                status(message.status(), old.status()),
                old.blockedHead(),
                url == null ? endpoint.url() : url,
                WebhookTexts.replacing(message.secret(), "secret"),
                url == null || url.equals(endpoint.url()) ? endpoint.authorization() : null,
                null);
    }

    private static String name(String name) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw Invalid.value(
                    "name",
                    name,
                    "use up to " + LONGEST_NAME
                            + " ASCII letters, digits, dots, underscores and hyphens, with a letter or "
                            + "digit at both ends.");
        }
        return name;
    }

    private static WebhookStatus status(@Nullable EnumText text, WebhookStatus otherwise) {
        Known known = EnumText.read(text, Known.class, "status");
        return known == null ? otherwise : WebhookStatus.valueOf(known.name());
    }

    /** The statuses that MLflow's API has. */
    private enum Known {
        ACTIVE,
        DISABLED
    }
}
