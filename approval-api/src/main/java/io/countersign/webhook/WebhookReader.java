package io.countersign.webhook;

import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.signing.Secrets;
import io.countersign.wire.Registry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the native API's messages say of a webhook. */
@Component
final class WebhookReader {

    private final Registry registry;
    private final Comments comments;

    WebhookReader(Registry registry, Comments comments) {
        this.registry = registry;
        this.comments = comments;
    }

    WebhookDraft read(WebhookMessages.Create message) {
        WebhookKind kind = message.kind() == null ? WebhookKind.COUNTERSIGN : kind(message.kind());
        return new WebhookDraft(
                kind,
                emptyToNull(message.name()),
                comments.optional("description", message.description()),
                models(message.models()),
                message.events(),
                stages(message.stages()),
                message.status() == null ? WebhookStatus.ACTIVE : one(WebhookStatus.class, "status", message.status()),
                message.blockedHead() == null
                        ? BlockedHead.WAIT
                        : one(BlockedHead.class, "blocked_head", message.blockedHead()),
                message.url(),
                message.secret() == null && kind != WebhookKind.JENKINS ? Secrets.generate() : message.secret(),
                emptyToNull(message.authorization()),
                job(kind, message.job()));
    }

    /** What the message leaves out is taken from the webhook as it is. */
    WebhookDraft read(WebhookMessages.Change message, WebhookView before, io.countersign.delivery.Endpoint endpoint) {
        Subscription old = before.subscription();
        return new WebhookDraft(
                old.kind(),
                message.name() == null ? old.name() : emptyToNull(message.name()),
                message.description() == null || message.description().equals(before.description())
                        ? old.description()
                        : comments.optional("description", message.description()),
                message.models() == null ? old.models() : models(message.models()),
                message.events() == null ? old.events() : message.events(),
                message.stages() == null ? old.stages() : stages(message.stages()),
                message.status() == null ? old.status() : one(WebhookStatus.class, "status", message.status()),
                message.blockedHead() == null
                        ? old.blockedHead()
                        : one(BlockedHead.class, "blocked_head", message.blockedHead()),
                message.url() == null ? endpoint.url() : message.url(),
                null,
                authorization(message, endpoint),
                message.job() == null ? old.job() : job(old.kind(), message.job()));
    }

    /** What one receiver is shown is not taken along to another, which somebody else may have chosen. */
    private static @Nullable String authorization(
            WebhookMessages.Change message, io.countersign.delivery.Endpoint endpoint) {
        if (message.authorization() != null) {
            return emptyToNull(message.authorization());
        }
        boolean moves = message.url() != null && !message.url().equals(endpoint.url());
        if (moves && endpoint.kind() == WebhookKind.JENKINS) {
            throw Invalid.value(
                    "url",
                    message.url(),
                    "credentials are not taken along to another address: give 'authorization' too, or make another webhook.");
        }
        return moves ? null : endpoint.authorization();
    }

    private static WebhookKind kind(String text) {
        WebhookKind kind = one(WebhookKind.class, "kind", text);
        if (kind == WebhookKind.DATABRICKS || kind == WebhookKind.MLFLOW) {
            throw Invalid.value("kind", text, "webhooks of this kind are made by the API of that name.");
        }
        return kind;
    }

    private static @Nullable JenkinsJob job(WebhookKind kind, WebhookMessages.@Nullable Job job) {
        if (kind != WebhookKind.JENKINS) {
            if (job != null) {
                throw Invalid.value("job", job.path(), "only a webhook of kind jenkins has a job.");
            }
            return null;
        }
        if (job == null) {
            throw Invalid.missing("job");
        }
        return new JenkinsJob(
                job.path(),
                new TreeMap<>(Objects.requireNonNullElse(job.parameters(), java.util.Map.of())),
                emptyToNull(job.check()));
    }

    private List<ModelId> models(@Nullable List<String> names) {
        return names == null
                ? List.of()
                : names.stream().distinct().map(registry::id).toList();
    }

    private static List<Stage> stages(@Nullable List<String> labels) {
        return labels == null
                ? List.of()
                : labels.stream().map(Stage::labelled).distinct().toList();
    }

    private static <E extends Enum<E>> E one(Class<E> type, String parameter, String text) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw Invalid.value(
                parameter,
                text,
                "use one of "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                                        .toList())
                        + ".");
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
