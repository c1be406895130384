package io.countersign.delivery;

import io.countersign.identity.SubjectId;
import io.countersign.webhook.JenkinsJob;
import io.countersign.webhook.WebhookKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a receiver is and how it knows us: what no event, log or answer ever shows.
 *
 * @param secret by which messages are signed; null when they are not
 * @param formerSecret that was in use before, and still is until {@code formerUntil}, in milliseconds since the epoch
 * @param authorization sent as the header of that name; null for none
 * @param job null unless the kind is {@link WebhookKind#JENKINS}
 * @param setBy who made it so, by their subject id: in their name results are reported; null when it is not known
 */
public record Endpoint(
        WebhookKind kind,
        String url,
        @Nullable String secret,
        @Nullable String formerSecret,
        @Nullable Long formerUntil,
        @Nullable String authorization,
        @Nullable JenkinsJob job,
        @Nullable String setBy) {

    public Endpoint(
            WebhookKind kind,
            String url,
            @Nullable String secret,
            @Nullable String formerSecret,
            @Nullable Long formerUntil,
            @Nullable String authorization,
            @Nullable JenkinsJob job) {
        this(kind, url, secret, formerSecret, formerUntil, authorization, job, null);
    }

    /** All secrets that count at a moment, the newest first. */
    List<String> secrets(Instant now) {
        List<String> secrets = new ArrayList<>();
        if (secret != null) {
            secrets.add(secret);
        }
        if (formerSecret != null && formerUntil != null && now.toEpochMilli() < formerUntil) {
            secrets.add(formerSecret);
        }
        return secrets;
    }

    /** The same with a new secret; the one before it counts until then too. */
    public Endpoint rotated(@Nullable String fresh, Instant formerUntil) {
        return new Endpoint(kind, url, fresh, secret, formerUntil.toEpochMilli(), authorization, job, setBy);
    }

    /** The same, as somebody wants it now. */
    public Endpoint setBy(SubjectId person) {
        return new Endpoint(kind, url, secret, formerSecret, formerUntil, authorization, job, person.value());
    }
}
