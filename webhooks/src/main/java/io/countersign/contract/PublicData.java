package io.countersign.contract;

import io.countersign.accesslog.AccessEvent;
import io.countersign.attempt.AttemptEvent;
import io.countersign.attempt.AttemptTarget;
import io.countersign.delegation.DelegationEvent;
import io.countersign.event.DomainEvent;
import io.countersign.experiment.ExperimentEvent;
import io.countersign.freeze.FreezeEvent;
import io.countersign.freeze.WithdrawalEvent;
import io.countersign.gate.GateEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.UserEvent;
import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.permission.Grant;
import io.countersign.permission.PermissionEvent;
import io.countersign.permission.Principal;
import io.countersign.policy.PolicyEvent;
import io.countersign.privacy.ErasureEvent;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.run.RunEvent;
import io.countersign.thread.ThreadEvent;
import io.countersign.token.TokenId;
import io.countersign.webhook.WebhookEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the world is told of each event. A new event does not compile until it has a place here. */
final class PublicData {

    private PublicData() {}

    static Map<String, Object> of(DomainEvent event) {
        return switch (event) {
            case ExperimentEvent e -> PublicTracking.of(e).members();
            case RunEvent e -> PublicTracking.of(e).members();
            case LoggedModelEvent e -> PublicTracking.of(e).members();
            case RegisteredModelEvent e -> PublicRegistry.of(e).members();
            case ModelVersionEvent e -> PublicRegistry.of(e).members();
            case GovernanceEvent e -> PublicGovernance.of(e).members();
            case GateEvent e -> PublicGovernance.of(e).members();
            case FreezeEvent e -> PublicGovernance.of(e).members();
            case WithdrawalEvent e -> PublicGovernance.of(e).members();
            case ThreadEvent e -> PublicGovernance.of(e).members();
            case AttemptEvent e -> of(e).members();
            case AccessEvent e -> of(e).members();
            case PermissionEvent e -> of(e).members();
            case UserEvent e -> of(e).members();
            case DelegationEvent e -> of(e).members();
            case ErasureEvent e -> of(e).members();
            case WebhookEvent e -> PublicWebhooks.of(e).members();
            case PolicyEvent e -> PublicPolicies.of(e).members();
            default -> throw new IllegalArgumentException("No public form of " + event.getClass());
        };
    }

    private static Data of(AttemptEvent event) {
        Data data = Data.with("attempt_id", event.attempt().value());
        return switch (event) {
            case AttemptEvent.Refused e ->
                aimedAt(e.target(), data)
                        .and("by_id", e.by().value())
                        .and("operation", e.operation())
                        .and("reason", e.reason());
        };
    }

    /** Addresses, and what somebody asked for, are for auditors alone. */
    private static Data of(AccessEvent event) {
        Data data = Data.with("access_id", event.access().value())
                .and("by_id", event.by().value());
        return switch (event) {
            case AccessEvent.SignedIn e -> by(e.method(), e.token(), data);
            case AccessEvent.SignInRefused e -> by(e.method(), e.token(), data);
            case AccessEvent.AuditRead e -> data.and("operation", e.operation());
        };
    }

    private static Data by(String method, @Nullable TokenId token, Data data) {
        return data.and("method", method).and("token_id", token == null ? null : token.value());
    }

    private static Data aimedAt(AttemptTarget target, Data data) {
        return data.and(
                        "model_id",
                        target.model() == null ? null : target.model().value())
                .and("version", target.version())
                .and("topic", target.topic())
                .and(
                        "request_id",
                        target.request() == null ? null : target.request().value());
    }

    private static Data of(DelegationEvent event) {
        Data data = Data.with("delegation_id", event.delegation().value());
        return switch (event) {
            case DelegationEvent.Given e ->
                data.and("by_id", e.by().value())
                        .and("to_id", e.to().value())
                        .and("from", e.from().toString())
                        .and("until", e.until().toString());
            case DelegationEvent.Revoked e -> data.and("by_id", e.by().value());
        };
    }

    private static Data of(ErasureEvent event) {
        Data data = Data.with("erasure_id", event.erasure().value())
                .and("person_id", event.person().value());
        return switch (event) {
            case ErasureEvent.Proposed e -> data.and("by_id", e.by().value());
            case ErasureEvent.Declined e -> data.and("by_id", e.by().value());
            case ErasureEvent.CarriedOut e ->
                data.and("by_id", e.by().value()).and("key_fingerprint", e.keyFingerprint());
        };
    }

    private static Data of(PermissionEvent event) {
        Data data = Data.with("object_type", event.object().type().wireName())
                .and("object_id", event.object().id());
        return switch (event) {
            case PermissionEvent.Changed e ->
                data.and("before", grants(e.before()))
                        .and("after", grants(e.after()))
                        .and("by_id", e.by().value());
        };
    }

    private static List<Map<String, String>> grants(List<Grant> grants) {
        return grants.stream()
                .map(grant -> Map.of(
                        grant.principal().kind() == Principal.Kind.USER ? "user_id" : "group",
                        grant.principal().id(),
                        "permission_level",
                        grant.level().name()))
                .toList();
    }

    private static Data of(UserEvent event) {
        Data data = Data.with("user_id", event.user().value());
        return switch (event) {
            case UserEvent.Registered e -> data.and("roles", e.roles()).and("groups", e.groups());
            case UserEvent.AccessChanged e -> data.and("roles", e.roles()).and("groups", e.groups());
            case UserEvent.Assigned e -> data.and("acts_for_id", e.person().value());
            case UserEvent.Released e -> data.and("acted_for_id", e.person().value());
            case UserEvent.Admitted e ->
                data.and("issuer", e.issuer())
                        .and("kind", e.kind().label())
                        .and("roles", e.roles())
                        .and("groups", e.groups());
            case UserEvent.ServiceRegistered e ->
                data.and("acts_for_id", e.person().value())
                        .and("roles", e.roles())
                        .and("groups", e.groups());
            case UserEvent.TokenIssued e ->
                data.and("token_id", e.token().value())
                        .and("scopes", e.scopes())
                        .and("expires_at", e.expires())
                        .and("issued_by_id", e.by().value());
            case UserEvent.TokenRevoked e ->
                data.and("token_id", e.token().value()).and("revoked_by_id", e.by().value());
            case UserEvent.PasswordChanged e -> data;
            case UserEvent.Vouched e -> data;
            case UserEvent.Removed e -> data;
        };
    }
}
