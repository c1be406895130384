package io.countersign.webhook;

import io.countersign.delivery.Endpoint;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.wire.EnumText;
import io.countersign.wire.Registry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the messages of Databricks' API say of a webhook. */
@Component
final class RegistryWebhookReader {

    private static final String MODEL_CREATED = "REGISTERED_MODEL_CREATED";

    private final Registry registry;
    private final Comments comments;

    RegistryWebhookReader(Registry registry, Comments comments) {
        this.registry = registry;
        this.comments = comments;
    }

    WebhookDraft read(RegistryWebhookMessages.Create message) {
        RegistryWebhookMessages.HttpUrl http = http(message.httpUrlSpec(), message.jobSpec());
        if (http == null) {
            throw Invalid.missing("http_url_spec");
        }
        List<String> events = message.events();
        String model = WebhookTexts.orNull(message.modelName());
        if (model != null && events.contains(MODEL_CREATED)) {
            throw Invalid.value(
                    "events",
                    MODEL_CREATED,
                    "it is of the whole registry and not of one model: leave it or model_name out.");
        }
        return draft(
                comments.optional("description", message.description()),
                model == null ? List.of() : List.of(registry.id(model)),
                events,
                status(message.status(), WebhookStatus.ACTIVE),
                url(http),
                WebhookTexts.orNull(http.secret()),
                WebhookTexts.orNull(http.authorization()));
    }

    WebhookDraft read(RegistryWebhookMessages.Update message, WebhookView before, Endpoint endpoint) {
        RegistryWebhookMessages.HttpUrl http = http(message.httpUrlSpec(), message.jobSpec());
        Subscription old = before.subscription();
        String url = http == null || http.url() == null ? endpoint.url() : url(http);
        return new WebhookDraft(
                old.kind(),
                old.name(),
                WebhookTexts.description(message.description(), before, comments),
                old.models(),
                message.events() == null || message.events().isEmpty() ? old.events() : message.events(),
                old.stages(),
                status(message.status(), old.status()),
                old.blockedHead(),
                url,
                http == null ? null : WebhookTexts.replacing(http.secret(), "http_url_spec.secret"),
                authorization(http, url, endpoint),
                null);
    }

    /** What was meant for one address is not sent to another. */
    private static @Nullable String authorization(
            RegistryWebhookMessages.@Nullable HttpUrl http, String url, Endpoint endpoint) {
        if (http != null && http.authorization() != null) {
            return WebhookTexts.orNull(http.authorization());
        }
        return url.equals(endpoint.url()) ? endpoint.authorization() : null;
    }

    private static RegistryWebhookMessages.@Nullable HttpUrl http(
            RegistryWebhookMessages.@Nullable HttpUrl http, RegistryWebhookMessages.@Nullable Job job) {
        if (job != null) {
            throw Invalid.value(
                    "job_spec",
                    job.jobId(),
                    "jobs of Databricks are not run from here. Use http_url_spec, or have a job on Jenkins built by a "
                            + "webhook of kind jenkins (POST /api/governance/v1/webhooks).");
        }
        if (http != null && Boolean.FALSE.equals(http.enableSslVerification())) {
            throw Invalid.value(
                    "http_url_spec.enable_ssl_verification",
                    false,
                    "certificates are always verified. Leave it out, and have the server trust the receiver's own "
                            + "authority where it has one.");
        }
        return http;
    }

    private static String url(RegistryWebhookMessages.HttpUrl http) {
        if (http.url() == null || http.url().isEmpty()) {
            throw Invalid.missing("http_url_spec.url");
        }
        return http.url();
    }

    private static WebhookStatus status(@Nullable EnumText text, WebhookStatus otherwise) {
        WebhookStatus status = EnumText.read(text, WebhookStatus.class, "status");
        return status == null ? otherwise : status;
    }

    private static WebhookDraft draft(
            io.countersign.privacy.@Nullable SealedText description,
            List<ModelId> models,
            List<String> events,
            WebhookStatus status,
            String url,
            @Nullable String secret,
            @Nullable String authorization) {
        return new WebhookDraft(
                WebhookKind.DATABRICKS,
                null,
                description,
                models,
                events,
                List.of(),
                status,
                BlockedHead.WAIT,
                url,
                secret,
                authorization,
                null);
    }
}
