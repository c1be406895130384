package io.countersign.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.accesslog.AccessEvent;
import io.countersign.attempt.AttemptEvent;
import io.countersign.delegation.DelegationEvent;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventTypeTest {

    private static final List<Class<? extends DomainEvent>> FAMILIES = List.of(
            ExperimentEvent.class,
            RunEvent.class,
            LoggedModelEvent.class,
            PermissionEvent.class,
            PolicyEvent.class,
            DelegationEvent.class,
            ErasureEvent.class,
            RegisteredModelEvent.class,
            GovernanceEvent.class,
            GateEvent.class,
            FreezeEvent.class,
            WithdrawalEvent.class,
            ModelVersionEvent.class,
            ThreadEvent.class,
            AttemptEvent.class,
            AccessEvent.class,
            WebhookEvent.class,
            UserEvent.class);

    @Test
    void everyEventOfEveryFamilyIsCatalogued() {
        assertThat(EventType.all())
                .extracting(EventType::payload)
                .containsExactlyInAnyOrderElementsOf(permitted().toList());
    }

    @Test
    void noNameIsGivenTwice() {
        assertThat(EventType.all()).extracting(EventType::name).doesNotHaveDuplicates();
    }

    @Test
    void aNameSaysTheFamilyAndTheDecision() {
        assertThat(EventType.all())
                .extracting(EventType::name)
                .allMatch(
                        name -> name.matches(
                                "(access|attempt|delegation|erasure|experiment|gate|run|logged-model|permission|policy|registered-model|model-version|thread|user|webhook|withdrawal)\\.[a-z]+(-[a-z]+)*"));
    }

    @Test
    void revisionsCountFromOne() {
        assertThat(EventType.all()).extracting(EventType::revision).allMatch(revision -> revision >= 1);
    }

    @ParameterizedTest
    @MethodSource("permitted")
    void anEventIsFoundByItsClassAndByItsName(Class<? extends DomainEvent> payload) {
        EventType type = EventType.of(payload);

        assertThat(EventType.named(type.name())).isEqualTo(type);
        assertThat(EventType.isEvent(payload)).isTrue();
    }

    @Test
    void theEventOfANewerReleaseIsNamedInTheRefusal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventType.named("run.teleported"))
                .withMessage("No event is catalogued as run.teleported.");
    }

    @Test
    void aClassThatIsNoEventIsRefused() {
        assertThat(EventType.isEvent(String.class)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventType.of(String.class))
                .withMessage("No event is catalogued as java.lang.String.");
    }

    private static Stream<Class<? extends DomainEvent>> permitted() {
        return FAMILIES.stream().flatMap(EventTypeTest::records);
    }

    private static Stream<Class<? extends DomainEvent>> records(Class<? extends DomainEvent> family) {
        return family.isSealed()
                ? Stream.of(family.getPermittedSubclasses())
                        .map(permitted -> permitted.<DomainEvent>asSubclass(DomainEvent.class))
                        .flatMap(EventTypeTest::records)
                : Stream.of(family);
    }
}
