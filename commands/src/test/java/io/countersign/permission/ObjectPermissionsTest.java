package io.countersign.permission;

import static io.countersign.permission.PermissionLevel.CAN_EDIT;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE;
import static io.countersign.permission.PermissionLevel.CAN_READ;

import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Refusals;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectPermissionsTest {

    private static final SecuredObject CHURN = SecuredObject.of(new ModelId("churn"));
    private static final SubjectId ADA = new SubjectId("ada");
    private static final Actor ADMIN = new Actor(new SubjectId("admin"), Set.of(Role.ADMIN), false);
    private static final Grant ADA_MANAGES = new Grant(Principal.user(ADA), CAN_MANAGE);
    private static final Grant RISK_READS = new Grant(Principal.group("risk"), CAN_READ);
    private static final Grant RISK_EDITS = new Grant(Principal.group("risk"), CAN_EDIT);

    private final AggregateTestFixture<ObjectPermissions> permissions =
            new AggregateTestFixture<>(ObjectPermissions.class);

    @BeforeEach
    void adaCreatedTheModel() {
        permissions.registerInjectableResource(
                (Creators) object -> object.equals(CHURN) ? Optional.of(ADA) : Optional.empty());
    }

    private static PermissionEvent.Changed changed(List<Grant> before, List<Grant> after) {
        return new PermissionEvent.Changed(CHURN, before, after, ADMIN.subject());
    }

    private static PermissionCommand replace(Grant... grants) {
        return new PermissionCommand.Replace(CHURN, List.of(grants), ADMIN);
    }

    private static PermissionCommand change(Grant... grants) {
        return new PermissionCommand.Change(CHURN, List.of(grants), ADMIN);
    }

    @Test
    void theFirstChangeFindsWhatTheCreatorHolds() {
        permissions
                .givenNoPriorActivity()
                .when(change(RISK_READS))
                .expectEvents(changed(List.of(ADA_MANAGES), List.of(ADA_MANAGES, RISK_READS)));
    }

    @Test
    void whatIsReplacedIsGone() {
        permissions
                .givenNoPriorActivity()
                .when(replace(RISK_READS))
                .expectEvents(changed(List.of(ADA_MANAGES), List.of(RISK_READS)));
    }

    @Test
    void anEmptyListTakesEverythingAway() {
        permissions
                .given(changed(List.of(ADA_MANAGES), List.of(ADA_MANAGES, RISK_READS)))
                .when(replace())
                .expectEvents(changed(List.of(ADA_MANAGES, RISK_READS), List.of()));
    }

    @Test
    void aChangeRaisesOrLowersThoseItNamesAndLeavesTheOthers() {
        permissions
                .given(changed(List.of(ADA_MANAGES), List.of(ADA_MANAGES, RISK_READS)))
                .when(change(RISK_EDITS))
                .expectEvents(changed(List.of(ADA_MANAGES, RISK_READS), List.of(ADA_MANAGES, RISK_EDITS)));
    }

    @Test
    void theCreatorWhoseLevelWasTakenAwayDoesNotGetItBackByItself() {
        permissions
                .given(changed(List.of(ADA_MANAGES), List.of()))
                .when(change(RISK_READS))
                .expectEvents(changed(List.of(), List.of(RISK_READS)));
    }

    @Test
    void whatIsAskedForAndHeldAlreadyIsNoEvent() {
        permissions.givenNoPriorActivity().when(replace(ADA_MANAGES)).expectNoEvents();
        permissions.givenNoPriorActivity().when(change()).expectNoEvents();
    }

    @Test
    void whoHoldsNothingIsGivenALevelAndWhoHoldsOneIsNot() {
        permissions
                .givenNoPriorActivity()
                .when(new PermissionCommand.Give(CHURN, RISK_READS, ADMIN))
                .expectEvents(changed(List.of(ADA_MANAGES), List.of(ADA_MANAGES, RISK_READS)));
        permissions
                .given(changed(List.of(), List.of(RISK_READS)))
                .when(new PermissionCommand.Give(CHURN, RISK_READS, ADMIN))
                .expectNoEvents()
                .expectException(Refusals.because(Reason.GRANT_EXISTS));
    }

    @Test
    void theCreatorHoldsSomethingBeforeAnybodyGaveAnything() {
        Grant adaReads = new Grant(Principal.user(ADA), CAN_READ);
        permissions
                .givenNoPriorActivity()
                .when(new PermissionCommand.Give(CHURN, adaReads, ADMIN))
                .expectNoEvents()
                .expectException(Refusals.because(Reason.GRANT_EXISTS));
        permissions
                .givenNoPriorActivity()
                .when(new PermissionCommand.Adjust(CHURN, adaReads, ADMIN))
                .expectEvents(changed(List.of(ADA_MANAGES), List.of(adaReads)));
        permissions
                .givenNoPriorActivity()
                .when(new PermissionCommand.Revoke(CHURN, Principal.user(ADA), ADMIN))
                .expectEvents(changed(List.of(ADA_MANAGES), List.of()));
    }

    @Test
    void aLevelIsAdjustedWhereOneIsHeld() {
        permissions
                .given(changed(List.of(), List.of(ADA_MANAGES, RISK_READS)))
                .when(new PermissionCommand.Adjust(CHURN, RISK_EDITS, ADMIN))
                .expectEvents(changed(List.of(ADA_MANAGES, RISK_READS), List.of(ADA_MANAGES, RISK_EDITS)));
        permissions
                .given(changed(List.of(), List.of(RISK_EDITS)))
                .when(new PermissionCommand.Adjust(CHURN, RISK_EDITS, ADMIN))
                .expectNoEvents();
        permissions
                .givenNoPriorActivity()
                .when(new PermissionCommand.Adjust(CHURN, RISK_EDITS, ADMIN))
                .expectNoEvents()
                .expectException(Refusals.because(Reason.GRANT_NOT_FOUND));
    }

    @Test
    void whatOneHoldsIsTakenAndWhatOthersHoldStays() {
        permissions
                .given(changed(List.of(), List.of(ADA_MANAGES, RISK_READS)))
                .when(new PermissionCommand.Revoke(CHURN, Principal.group("risk"), ADMIN))
                .expectEvents(changed(List.of(ADA_MANAGES, RISK_READS), List.of(ADA_MANAGES)));
        permissions
                .given(changed(List.of(ADA_MANAGES, RISK_READS), List.of(ADA_MANAGES)))
                .when(new PermissionCommand.Revoke(CHURN, Principal.group("risk"), ADMIN))
                .expectNoEvents()
                .expectException(Refusals.because(Reason.GRANT_NOT_FOUND));
    }

    @Test
    void thereIsAnEndToTheGrantsOnOneObject() {
        Grant[] many = IntStream.rangeClosed(0, ObjectPermissions.MOST_GRANTS)
                .mapToObj(number -> new Grant(Principal.group("group " + number), CAN_READ))
                .toArray(Grant[]::new);
        permissions
                .givenNoPriorActivity()
                .when(replace(many))
                .expectNoEvents()
                .expectException(Rejection.class)
                .expectExceptionMessage(
                        "501 grants on one object are too many: there may be 500. Grant to groups instead.");
    }
}
