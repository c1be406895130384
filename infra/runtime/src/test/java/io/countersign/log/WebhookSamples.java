package io.countersign.log;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.webhook.BlockedHead;
import io.countersign.webhook.JenkinsJob;
import io.countersign.webhook.Subscription;
import io.countersign.webhook.WebhookEvent;
import io.countersign.webhook.WebhookId;
import io.countersign.webhook.WebhookKind;
import io.countersign.webhook.WebhookStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Samples of the events of webhooks: one with all parts, one with those that it needs. */
final class WebhookSamples {

    private static final WebhookId WEBHOOK = new WebhookId("0198c0de000070008000000000000030");
    private static final ModelId MODEL = new ModelId("0198c0de00007000800000000000000b");
    private static final SubjectId ANN = new SubjectId("0198c0de-0000-7000-8000-00000000000f");
    private static final SealedText SEALED = new SealedText(ANN, "bm9uY2UgYW5kIGNpcGhlcnRleHQ=");

    private static final Subscription FULL = new Subscription(
            WebhookKind.JENKINS,
            "deploy",
            SEALED,
            List.of(MODEL),
            List.of("registered-model.transition-approved", "gate.*"),
            List.of(Stage.PRODUCTION),
            WebhookStatus.ACTIVE,
            BlockedHead.SKIP,
            "https://ci.example.com:8443",
            new JenkinsJob("release/deploy", new TreeMap<>(Map.of("VERSION", "data.version")), "deployment"));

    private static final Subscription BARE = new Subscription(
            WebhookKind.DATABRICKS,
            null,
            null,
            List.of(),
            List.of("MODEL_VERSION_CREATED"),
            List.of(),
            WebhookStatus.TEST_MODE,
            BlockedHead.WAIT,
            "https://hooks.example.com",
            null);

    private WebhookSamples() {}

    static List<DomainEvent> all() {
        return List.of(
                new WebhookEvent.Created(WEBHOOK, FULL, ANN),
                new WebhookEvent.Created(WEBHOOK, BARE, ANN),
                new WebhookEvent.Changed(WEBHOOK, FULL, true, ANN),
                new WebhookEvent.Changed(WEBHOOK, BARE, false, ANN),
                new WebhookEvent.SecretRotated(WEBHOOK, ANN),
                new WebhookEvent.GivenUp(WEBHOOK, WebhookEvent.Cause.GONE),
                new WebhookEvent.GivenUp(WEBHOOK, WebhookEvent.Cause.FAILING),
                new WebhookEvent.Deleted(WEBHOOK, ANN));
    }
}
