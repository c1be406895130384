package io.countersign.webhook;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.identity.Role;
import io.countersign.mlflow.Empty;
import io.countersign.mlflow.MlflowRoutes;
import io.countersign.payload.Vocabularies;
import io.countersign.payload.Vocabulary;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.webhook.MlflowWebhookMessages.Page;
import io.countersign.webhook.MlflowWebhookMessages.Result;
import io.countersign.webhook.MlflowWebhookMessages.Single;
import io.countersign.webhook.MlflowWebhookMessages.Tested;
import io.countersign.webhook.MlflowWebhookMessages.Webhook;
import io.countersign.wire.PageToken;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * {@code /mlflow/webhooks}: webhooks by MLflow's API, which sees those of its own kind alone. They tell of the whole
 * registry, and so are for administrators.
 */
@MlflowRoutes
@Requires(Operation.MANAGE_WEBHOOKS)
final class MlflowWebhookRoutes {

    private static final int MOST_RESULTS = 1000;
    private static final int DEFAULT_RESULTS = 100;

    private final WebhookDesk desk;
    private final WebhookList list;
    private final MlflowWebhookReader reader;
    private final SampleCall samples;
    private final Vocabulary vocabulary;
    private final Sender sender;

    MlflowWebhookRoutes(
            WebhookDesk desk,
            WebhookList list,
            MlflowWebhookReader reader,
            SampleCall samples,
            Vocabularies vocabularies,
            Sender sender) {
        this.desk = desk;
        this.list = list;
        this.reader = reader;
        this.samples = samples;
        this.vocabulary = vocabularies.of(WebhookKind.MLFLOW);
        this.sender = sender;
    }

    @PostMapping("/webhooks")
    Single create(@Wire MlflowWebhookMessages.Create message) {
        requireReleaseManager();
        WebhookId id = new WebhookId(Uuid7.hex());
        desk.create(id, reader.read(message), result -> {});
        return single(id.value());
    }

    /** Oldest first. */
    @GetMapping("/webhooks")
    Page page(@Wire MlflowWebhookMessages.Find message) {
        requireReleaseManager();
        WebhookList.Page page =
                list.page(WebhookKind.MLFLOW, null, List.of(), after(message.pageToken()), limit(message.maxResults()));
        return new Page(page.webhooks().stream().map(this::webhook).toList(), page.nextPageToken());
    }

    @GetMapping("/webhooks/{id}")
    Single get(@PathVariable String id) {
        requireReleaseManager();
        return single(id);
    }

    @PatchMapping("/webhooks/{id}")
    Single update(@PathVariable String id, @Wire MlflowWebhookMessages.Update message) {
        requireReleaseManager();
        WebhookView before = find(id);
        desk.change(before, reader.read(message, before, desk.endpoint(before)), result -> {});
        return single(id);
    }

    @DeleteMapping("/webhooks/{id}")
    Empty delete(@PathVariable String id) {
        requireReleaseManager();
        desk.delete(find(id));
        return Empty.INSTANCE;
    }

    @PostMapping("/webhooks/{id}/test")
    Tested test(@PathVariable String id, @Wire MlflowWebhookMessages.Test message) {
        requireReleaseManager();
        WebhookView webhook = find(id);
        String word = message.event() == null
                ? webhook.subscription().events().getFirst()
                : known(MlflowEvents.word(message.event()));
        return new Tested(Result.of(samples.to(webhook, word)));
    }

    private void requireReleaseManager() {
        if (!sender.actor().has(Role.RELEASE_MANAGER)) {
            throw Rejection.of(
                    Reason.PERMISSION_MISSING,
                    "Permission denied: webhooks of MLflow's API tell of the whole registry, which takes the role release-manager. "
                            + "For a model that you manage, use POST /api/2.0/mlflow/registry-webhooks/create or "
                            + "POST /api/governance/v1/webhooks.");
        }
    }

    private WebhookView find(String id) {
        return desk.find(new WebhookId(id), WebhookKind.MLFLOW);
    }

    private Single single(String id) {
        return new Single(webhook(find(id)));
    }

    private Webhook webhook(WebhookView view) {
        return Webhook.of(view, desk.endpoint(view));
    }

    private String known(String word) {
        if (!vocabulary.words().contains(word)) {
            throw Invalid.value("event", word, "use one of " + String.join(", ", vocabulary.words()) + ".");
        }
        return word;
    }

    private static @Nullable WebhookId after(@Nullable String pageToken) {
        String token = WebhookTexts.orNull(pageToken);
        return token == null
                ? null
                : new WebhookId(PageToken.read(token, WebhookList.Place.class).webhook());
    }

    /** Zero is as good as nothing, which is how MLflow's server takes it. */
    private static int limit(@Nullable Integer maxResults) {
        int limit = maxResults == null || maxResults == 0 ? DEFAULT_RESULTS : maxResults;
        if (limit < 1 || limit > MOST_RESULTS) {
            throw Invalid.value("max_results", limit, "use a number from 1 to " + MOST_RESULTS + ".");
        }
        return limit;
    }
}
