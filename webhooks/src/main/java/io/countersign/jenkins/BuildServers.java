package io.countersign.jenkins;

import io.countersign.webhook.WebhookId;
import java.util.Optional;

/** Where webhooks lead. */
@FunctionalInterface
public interface BuildServers {

    /** Empty when the webhook is gone. */
    Optional<JenkinsServer> of(WebhookId webhook);
}
