package io.countersign.trail;

import io.countersign.accesslog.AccessEvent;
import io.countersign.attempt.AttemptEvent;
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
import io.countersign.permission.PermissionEvent;
import io.countersign.policy.PolicyEvent;
import io.countersign.privacy.ErasureEvent;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.run.RunEvent;
import io.countersign.thread.ThreadEvent;
import io.countersign.webhook.WebhookEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an event changes, field by field. With what earlier events set, that is before and after of every change. */
public final class Settings {

    private final Map<List<String>, Setting> settings = new LinkedHashMap<>();

    private Settings() {}

    /** In the order in which the event says it; of a field that it sets twice, the last. */
    public static List<Setting> of(DomainEvent event) {
        Settings made = new Settings();
        all(event).forEach(setting -> made.settings.put(List.of(setting.object(), setting.field()), setting));
        return new ArrayList<>(made.settings.values());
    }

    /** The value that an event gives to a field; null when it takes it away, or does not set it. */
    public static Setting.@Nullable Value value(DomainEvent event, String object, String field) {
        return of(event).stream()
                .filter(setting ->
                        setting.object().equals(object) && setting.field().equals(field))
                .findFirst()
                .map(Setting::after)
                .orElse(null);
    }

    private static Stream<Setting> all(DomainEvent event) {
        return switch (event) {
            case ExperimentEvent e -> TrackingSettings.of(e);
            case RunEvent e -> TrackingSettings.of(e);
            case LoggedModelEvent e -> TrackingSettings.of(e);
            case RegisteredModelEvent e -> RegistrySettings.of(e);
            case ModelVersionEvent e -> RegistrySettings.of(e);
            case GateEvent e -> RegistrySettings.of(e);
            case GovernanceEvent e -> GovernanceSettings.of(e);
            case FreezeEvent e -> GovernanceSettings.of(e);
            case WithdrawalEvent e -> GovernanceSettings.of(e);
            case ThreadEvent e -> GovernanceSettings.of(e);
            case PolicyEvent e -> GovernanceSettings.of(e);
            case PermissionEvent e -> PeopleSettings.of(e);
            case UserEvent e -> PeopleSettings.of(e);
            case DelegationEvent e -> PeopleSettings.of(e);
            case ErasureEvent e -> PeopleSettings.of(e);
            case WebhookEvent e -> WebhookSettings.of(e);
            case AttemptEvent e -> PeopleSettings.of(e);
            case AccessEvent e -> PeopleSettings.of(e);
            default -> throw new IllegalArgumentException("Nobody says what " + event.getClass() + " changes.");
        };
    }
}
