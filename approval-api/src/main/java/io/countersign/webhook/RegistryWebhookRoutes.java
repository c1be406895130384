package io.countersign.webhook;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.identity.Role;
import io.countersign.mlflow.Empty;
import io.countersign.payload.Vocabularies;
import io.countersign.payload.Vocabulary;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registry.RegistryRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.webhook.RegistryWebhookMessages.Page;
import io.countersign.webhook.RegistryWebhookMessages.Single;
import io.countersign.webhook.RegistryWebhookMessages.Tested;
import io.countersign.webhook.RegistryWebhookMessages.Webhook;
import io.countersign.wire.PageToken;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/registry-webhooks}: webhooks by Databricks' API, which sees those of its own kind alone. */
@RegistryRoutes
@Requires(Operation.MANAGE_WEBHOOKS)
final class RegistryWebhookRoutes {

    private static final int MOST_RESULTS = 1000;
    private static final int DEFAULT_RESULTS = 100;

    private final WebhookDesk desk;
    private final WebhookList list;
    private final WebhookNames names;
    private final RegistryWebhookReader reader;
    private final SampleCall samples;
    private final Registry registry;
    private final Vocabulary vocabulary;
    private final Sender sender;

    RegistryWebhookRoutes(
            WebhookDesk desk,
            WebhookList list,
            WebhookNames names,
            RegistryWebhookReader reader,
            SampleCall samples,
            Registry registry,
            Vocabularies vocabularies,
            Sender sender) {
        this.desk = desk;
        this.list = list;
        this.names = names;
        this.reader = reader;
        this.samples = samples;
        this.registry = registry;
        this.vocabulary = vocabularies.of(WebhookKind.DATABRICKS);
        this.sender = sender;
    }

    @PostMapping("/registry-webhooks/create")
    Single create(@Wire RegistryWebhookMessages.Create message) {
        WebhookId id = new WebhookId(Uuid7.hex());
        desk.create(id, reader.read(message), result -> {});
        return new Single(webhook(find(id.value())));
    }

    /** Oldest first: those of which the asker manages all that they tell. */
    @GetMapping("/registry-webhooks/list")
    Page page(@Wire RegistryWebhookMessages.Find message) {
        String model = WebhookTexts.orNull(message.modelName());
        List<String> events = message.events() == null ? List.of() : message.events();
        events.forEach(this::requireWord);
        WebhookList.Page page = list.page(
                WebhookKind.DATABRICKS,
                model == null ? null : List.of(registry.id(model)),
                events,
                after(message.pageToken()),
                limit(message.maxResults()));
        return new Page(page.webhooks().stream().map(this::webhook).toList(), page.nextPageToken());
    }

    @PatchMapping("/registry-webhooks/update")
    Single update(@Wire RegistryWebhookMessages.Update message) {
        WebhookView before = find(message.id());
        desk.change(before, reader.read(message, before, desk.endpoint(before)), result -> {});
        return new Single(webhook(find(message.id())));
    }

    @DeleteMapping("/registry-webhooks/delete")
    Empty delete(@Wire RegistryWebhookMessages.ById message) {
        desk.delete(find(message.id()));
        return Empty.INSTANCE;
    }

    /** What the receiver answers is for administrators only. */
    @PostMapping("/registry-webhooks/test")
    Tested test(@Wire RegistryWebhookMessages.Test message) {
        WebhookView webhook = find(message.id());
        String event = WebhookTexts.orNull(message.event());
        if (event != null) {
            requireWord(event);
        }
        String word = event == null ? webhook.subscription().events().getFirst() : event;
        return Tested.of(samples.to(webhook, word), sender.actor().has(Role.ADMIN));
    }

    private WebhookView find(String id) {
        return desk.find(new WebhookId(id), WebhookKind.DATABRICKS);
    }

    private Webhook webhook(WebhookView view) {
        return Webhook.of(view, modelName(view), desk.endpoint(view));
    }

    private @Nullable String modelName(WebhookView view) {
        List<ModelId> models = view.subscription().models();
        return models.isEmpty() ? null : names.of(models.getFirst());
    }

    private void requireWord(String event) {
        if (!vocabulary.words().contains(event)) {
            throw Invalid.value("event", event, "use one of " + String.join(", ", vocabulary.words()) + ".");
        }
    }

    private static @Nullable WebhookId after(@Nullable String pageToken) {
        String token = WebhookTexts.orNull(pageToken);
        return token == null
                ? null
                : new WebhookId(PageToken.read(token, WebhookList.Place.class).webhook());
    }

    private static int limit(@Nullable Integer maxResults) {
        int limit = maxResults == null ? DEFAULT_RESULTS : maxResults;
        if (limit < 1 || limit > MOST_RESULTS) {
            throw Invalid.value("max_results", limit, "use a number from 1 to " + MOST_RESULTS + ".");
        }
        return limit;
    }
}
