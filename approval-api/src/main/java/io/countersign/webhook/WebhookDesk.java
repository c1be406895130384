package io.countersign.webhook;

import io.countersign.BeforeCommit;
import io.countersign.access.ObjectAccess;
import io.countersign.delivery.Endpoint;
import io.countersign.delivery.Endpoints;
import io.countersign.identity.Role;
import io.countersign.permission.SecuredObject;
import io.countersign.registeredmodel.ModelId;
import io.countersign.wire.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What all APIs do about webhooks: the rules, the command, and what is kept beside the log in its transaction. */
@Component
public final class WebhookDesk {

    /** For which messages are signed with the secret before the last one too. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private final Sender sender;
    private final ObjectAccess access;
    private final WebhookQueries webhooks;
    private final WebhookRules rules;
    private final Endpoints endpoints;

    WebhookDesk(Sender sender, ObjectAccess access, WebhookQueries webhooks, WebhookRules rules, Endpoints endpoints) {
        this.sender = sender;
        this.access = access;
        this.webhooks = webhooks;
        this.rules = rules;
        this.endpoints = endpoints;
    }

    /** @throws io.countersign.rejection.Rejection when there is no such webhook, or the sender may not know of it */
    public WebhookView find(WebhookId id) {
        return webhooks.byId(id).filter(this::manages).orElseThrow(() -> WebhookCommand.unknown(id));
    }

    /**
     * The same for an API that sees webhooks of one kind alone.
     *
     * @throws io.countersign.rejection.Rejection also when it is of another kind
     */
    public WebhookView find(WebhookId id, WebhookKind kind) {
        WebhookView found = find(id);
        if (found.subscription().kind() != kind) {
            throw WebhookCommand.unknown(id);
        }
        return found;
    }

    /** Whether the sender manages all that the webhook tells of. */
    public boolean manages(WebhookView webhook) {
        List<ModelId> models = webhook.subscription().models();
        return sender.actor().has(Role.RELEASE_MANAGER)
                || (!models.isEmpty()
                        && models.stream().allMatch(model -> access.manages(sender.actor(), SecuredObject.of(model))));
    }

    /** Only for who manages the webhook, and never shown but for its address. */
    public Endpoint endpoint(WebhookView webhook) {
        return endpoints.of(webhook.id()).orElseThrow(() -> WebhookCommand.unknown(webhook.id()));
    }

    public void create(WebhookId id, WebhookDraft draft, BeforeCommit last) {
        WebhookCommand command = new WebhookCommand.Create(id, draft.subscription(), sender.actor());
        sender.check(command);
        rules.require(draft);
        Endpoint endpoint = draft.endpoint().setBy(sender.subject());
        WebhookRules.requireWayIn(endpoint);
        sender.send(command, result -> {
            endpoints.save(id, endpoint);
            last.run(result);
        });
    }

    /**
     * Replaces all that the draft says. A secret that it does not say stays; one that it does takes the place of the one
     * before at once.
     */
    public void change(WebhookView before, WebhookDraft draft, BeforeCommit last) {
        Endpoint old = endpoint(before);
        Endpoint fresh = new Endpoint(
                draft.kind(),
                draft.url(),
                draft.secret() == null ? kept(old, draft) : draft.secret(),
                draft.secret() == null ? old.formerSecret() : null,
                draft.secret() == null ? old.formerUntil() : null,
                draft.authorization(),
                draft.job(),
                old.setBy());
        WebhookCommand command = new WebhookCommand.Change(
                before.id(),
                before.subscription().models(),
                draft.subscription(),
                !Objects.equals(old, fresh),
                sender.actor());
        sender.check(command);
        rules.require(draft);
        WebhookRules.requireWayIn(fresh);
        boolean same = fresh.equals(old) && draft.subscription().equals(before.subscription());
        sender.send(command, result -> {
            endpoints.save(before.id(), same ? old : fresh.setBy(sender.subject()));
            last.run(result);
        });
    }

    /** A trigger token is shown to its server, and so stays with it; a secret that signs is shown to nobody. */
    private static @Nullable String kept(Endpoint old, WebhookDraft draft) {
        return old.kind() == WebhookKind.JENKINS && !old.url().equals(draft.url()) ? null : old.secret();
    }

    /** The secret before this one counts for a day more; the one before that, no longer. */
    public void rotate(WebhookView webhook, String secret, Instant now, BeforeCommit last) {
        Endpoint fresh = endpoint(webhook).rotated(secret, now.plus(OVERLAP));
        WebhookCommand command = new WebhookCommand.RotateSecret(
                webhook.id(), webhook.subscription().models(), sender.actor());
        sender.send(command, result -> {
            endpoints.save(webhook.id(), fresh);
            last.run(result);
        });
    }

    public void delete(WebhookView webhook) {
        WebhookCommand command =
                new WebhookCommand.Delete(webhook.id(), webhook.subscription().models(), sender.actor());
        sender.send(command, result -> endpoints.forget(webhook.id()));
    }
}
