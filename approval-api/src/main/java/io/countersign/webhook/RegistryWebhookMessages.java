package io.countersign.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.delivery.Endpoint;
import io.countersign.egress.Outcome;
import io.countersign.wire.EnumText;
import io.countersign.wire.Required;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of Databricks' routes on webhooks. */
final class RegistryWebhookMessages {

    private RegistryWebhookMessages() {}

    record Create(
            @Required List<String> events,
            @Nullable String modelName,
            @Nullable String description,
            @Nullable EnumText status,
            @Nullable HttpUrl httpUrlSpec,
            @Nullable Job jobSpec) {}

    /** What is left out stays as it is. */
    record Update(
            @Required String id,
            @Nullable List<String> events,
            @Nullable String description,
            @Nullable EnumText status,
            @Nullable HttpUrl httpUrlSpec,
            @Nullable Job jobSpec) {}

    record HttpUrl(
            @Nullable String url,
            @Nullable String secret,
            @Nullable String authorization,
            @Nullable Boolean enableSslVerification) {}

    record Job(
            @Nullable String jobId,
            @Nullable String workspaceUrl,
            @Nullable String accessToken) {}

    /** @param events of which a webhook has to be for one; all when there are none */
    record Find(
            @Nullable String modelName,
            @Nullable List<String> events,
            @Nullable Integer maxResults,
            @Nullable String pageToken) {}

    record ById(@Required String id) {}

    /** @param event one of the webhook's own when it is left out */
    record Test(@Required String id, @Nullable String event) {}

    /** Newer clients read the members themselves, older ones {@code webhook}. */
    record Tested(
            @Nullable Integer statusCode,
            @JsonInclude(JsonInclude.Include.NON_NULL) String body,
            Called webhook) {

        /** Where no answer came, the body says why. */
        static Tested of(Outcome outcome, boolean administrator) {
            String shown = administrator ? new String(outcome.answer(), StandardCharsets.UTF_8) : "";
            Called called = new Called(outcome.status(), outcome.error() == null ? shown : outcome.error());
            return new Tested(called.statusCode(), called.body(), called);
        }
    }

    record Called(
            @Nullable Integer statusCode,
            @JsonInclude(JsonInclude.Include.NON_NULL) String body) {}

    record Single(Webhook webhook) {}

    record Page(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Webhook> webhooks,
            @Nullable String nextPageToken) {}

    /** @param modelName null where it is for the whole registry */
    record Webhook(
            String id,
            List<String> events,
            @Nullable String modelName,
            @Nullable String description,
            String status,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            PlainUrl httpUrlSpec) {

        static Webhook of(WebhookView view, @Nullable String modelName, Endpoint endpoint) {
            return new Webhook(
                    view.id().value(),
                    view.subscription().events(),
                    modelName,
                    view.description(),
                    view.subscription().status().name(),
                    view.createdAt(),
                    view.updatedAt(),
                    new PlainUrl(endpoint.url(), true));
        }
    }

    /** Without what only the receiver may know. */
    record PlainUrl(String url, boolean enableSslVerification) {}
}
