package io.countersign.governance;

import static io.countersign.governance.TransitionPolicy.FOUR_EYES;
import static io.countersign.governance.TransitionPolicy.SINGLE_PERSON;
import static io.countersign.registeredmodel.Stage.ARCHIVED;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;
import static io.countersign.registeredmodel.Stage.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Refused;
import io.countersign.rejection.Rejection;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionPolicyTest {

    private static final SubjectId ANN = new SubjectId("ann");
    private static final SubjectId BOB = new SubjectId("bob");
    private static final SubjectId CAROL = new SubjectId("carol");

    @Test
    void aReviewerDecidesOnWhatSomeoneElseAskedFor() {
        assertThat(FOUR_EYES.allow(decision(BOB, Role.REVIEWER, PRODUCTION, ANN)))
                .isEqualTo(new PolicyRevision("four-eyes", 1));
    }

    @Test
    void anAdminDecidesAsAReviewerDoes() {
        assertThat(FOUR_EYES.allow(decision(BOB, Role.ADMIN, STAGING, ANN))).isEqualTo(FOUR_EYES.revision());
    }

    @ParameterizedTest
    @EnumSource(names = {"VIEWER", "CONTRIBUTOR"})
    void whoIsNoReviewerDecidesOnNothing(Role role) {
        assertThat(Refused.because(Reason.NOT_A_REVIEWER, () -> FOUR_EYES.allow(decision(BOB, role, PRODUCTION, ANN))))
                .hasMessage("A change to Production is decided by a reviewer or an admin.");
        Refused.because(Reason.NOT_A_REVIEWER, () -> FOUR_EYES.allow(decision(BOB, role, ARCHIVED)));
    }

    @ParameterizedTest
    @EnumSource(names = {"REVIEWER", "ADMIN"})
    void nobodyDecidesOnTheirOwnRequest(Role role) {
        assertThat(Refused.because(Reason.OWN_REQUEST, () -> FOUR_EYES.allow(decision(ANN, role, PRODUCTION, ANN))))
                .hasMessage("You asked for this change to Production yourself; someone else has to decide on it.");
    }

    @Test
    void whoAskedTogetherWithOthersDecidesOnNeither() {
        Refused.because(Reason.OWN_REQUEST, () -> FOUR_EYES.allow(decision(ANN, Role.REVIEWER, PRODUCTION, ANN, BOB)));
        assertThat(FOUR_EYES.allow(decision(CAROL, Role.REVIEWER, PRODUCTION, ANN, BOB)))
                .isEqualTo(FOUR_EYES.revision());
    }

    @ParameterizedTest
    @EnumSource(names = {"STAGING", "PRODUCTION"})
    void whatServesSomebodyMustHaveBeenAskedFor(Stage active) {
        assertThat(Refused.because(
                        Reason.COUNTERSIGNATURE_MISSING, () -> FOUR_EYES.allow(decision(BOB, Role.ADMIN, active))))
                .hasMessage("A change to " + active.label()
                        + " takes two people: one opens a transition request, another approves it.");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "ARCHIVED"})
    void aReviewerTakesAVersionOutOfServiceAlone(Stage inactive) {
        assertThat(FOUR_EYES.allow(decision(BOB, Role.REVIEWER, inactive))).isEqualTo(FOUR_EYES.revision());
    }

    @Test
    void whoeverIsAloneDecidesAndTheDecisionSaysSo() {
        Actor alone = new Actor(ANN, Set.of(Role.ADMIN), true);

        assertThat(TransitionPolicy.inForceFor(alone).allow(new Decision(alone, NONE, PRODUCTION, Set.of(ANN))))
                .isEqualTo(new PolicyRevision("single-person", 1));
    }

    @Property
    void noRequesterIsEverLetThroughByWhateverRoles(
            @ForAll Set<Role> roles,
            @ForAll Set<@NotEmpty @AlphaChars @StringLength(max = 2) String> others,
            @ForAll Stage from,
            @ForAll Stage to) {
        Set<SubjectId> requesters = subjects(others);
        requesters.add(ANN);

        assertThat(refusalOf(new Decision(new Actor(ANN, roles, false), from, to, requesters)))
                .isIn(Reason.OWN_REQUEST, Reason.NOT_A_REVIEWER);
    }

    @Property
    void whatServesSomebodyTakesAReviewerAndAnotherPerson(
            @ForAll Set<Role> roles,
            @ForAll Set<@NotEmpty @AlphaChars @StringLength(max = 2) String> requesters,
            @ForAll Stage from,
            @ForAll Stage to) {
        Decision decision = new Decision(new Actor(new SubjectId("aa"), roles, false), from, to, subjects(requesters));

        boolean reviewer = roles.contains(Role.REVIEWER) || roles.contains(Role.ADMIN);
        boolean ownRequest = requesters.contains("aa");
        boolean asked = !requesters.isEmpty();

        assertThat(isAllowed(decision)).isEqualTo(reviewer && !ownRequest && (asked || !to.isActive()));
    }

    @Property
    void onlyWhoIsAloneDecidesUnderTheSinglePersonPolicy(@ForAll Set<Role> roles, @ForAll boolean alone) {
        assertThat(TransitionPolicy.inForceFor(new Actor(ANN, roles, alone)))
                .isSameAs(alone ? SINGLE_PERSON : FOUR_EYES);
    }

    private static Decision decision(SubjectId by, Role role, Stage to, SubjectId... requesters) {
        return new Decision(new Actor(by, Set.of(role), false), NONE, to, Set.of(requesters));
    }

    private static Set<SubjectId> subjects(Set<String> values) {
        return values.stream().map(SubjectId::new).collect(Collectors.toSet());
    }

    private static boolean isAllowed(Decision decision) {
        return refusal(decision) == null;
    }

    private static Reason refusalOf(Decision decision) {
        Rejection refusal = refusal(decision);
        assertThat(refusal).isNotNull();
        return refusal.reason();
    }

    private static @Nullable Rejection refusal(Decision decision) {
        return catchThrowableOfType(Rejection.class, () -> FOUR_EYES.allow(decision));
    }
}
