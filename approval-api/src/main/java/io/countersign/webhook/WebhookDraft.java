package io.countersign.webhook;

import io.countersign.delivery.Endpoint;
import io.countersign.egress.Targets;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook as somebody wants it, whichever API they ask by. */
public record WebhookDraft(
        WebhookKind kind,
        @Nullable String name,
        @Nullable SealedText description,
        List<ModelId> models,
        List<String> events,
        List<Stage> stages,
        WebhookStatus status,
        BlockedHead blockedHead,
        String url,
        @Nullable String secret,
        @Nullable String authorization,
        @Nullable JenkinsJob job) {

    Subscription subscription() {
        return new Subscription(
                kind, name, description, models, events, stages, status, blockedHead, origin(Targets.read(url)), job);
    }

    Endpoint endpoint() {
        return new Endpoint(kind, url, secret, null, null, authorization, job);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
