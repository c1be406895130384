package io.countersign.webhook;

import io.countersign.delivery.Endpoint;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import java.net.URI;
import java.net.URISyntaxException;
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
        return new Subscription(kind, name, description, models, events, stages, status, blockedHead, origin(url), job);
    }

    Endpoint endpoint() {
        return new Endpoint(kind, url, secret, null, null, authorization, job);
    }

    /** Of what is no URL, nothing: it is refused before it is stored. */
    private static String origin(String url) {
        try {
            URI read = new URI(url);
            return read.getScheme() + "://" + read.getAuthority();
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
