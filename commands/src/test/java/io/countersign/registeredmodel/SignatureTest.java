package io.countersign.registeredmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.identity.Authentication;
import io.countersign.policy.SigningRule;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How lately, and how strongly, who signs must have shown who they are. */
class SignatureTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SigningRule WITHIN_A_MINUTE = new SigningRule(Set.of(), false, Duration.ofMinutes(1));
    private static final SigningRule GOLDEN =
            new SigningRule(Set.of(), false, Duration.ofMinutes(1), Set.of("gold", "platinum"));

    @Test
    void aSignInOfThatTimeWillDoAndOneBeforeItWillNot() {
        accepted(WITHIN_A_MINUTE, shown(60, null));
        assertThat(refusal(WITHIN_A_MINUTE, shown(61, null)).reason()).isEqualTo(Reason.AUTHENTICATION_INSUFFICIENT);
    }

    @Test
    void whatItTakesIsTold() {
        assertThat(refusal(GOLDEN, shown(61, "gold")).challenge())
                .containsEntry("max_age", "60")
                .hasEntrySatisfying("acr_values", levels -> assertThat(levels).contains("gold", "platinum"));
        assertThat(refusal(WITHIN_A_MINUTE, Authentication.unknown()).challenge())
                .isEqualTo(Map.of("max_age", "60"));
    }

    @Test
    void aSignInOfOneOfTheLevelsWillDo() {
        accepted(GOLDEN, shown(1, "platinum"));
        assertThat(refusal(GOLDEN, shown(1, "silver")).reason()).isEqualTo(Reason.AUTHENTICATION_INSUFFICIENT);
        assertThat(refusal(GOLDEN, shown(1, null)).reason()).isEqualTo(Reason.AUTHENTICATION_INSUFFICIENT);
    }

    @Test
    void whoDidNoMoreThanSignInIsAskedForTheirPassword() {
        Rejection refusal = refusal(WITHIN_A_MINUTE, null);
        assertThat(refusal.reason()).isEqualTo(Reason.SIGNATURE_INCOMPLETE);
        assertThat(refusal).hasMessageContaining("give it anew with the approval");
        assertThat(refusal.challenge()).isEmpty();
    }

    @Test
    void wherePoliciesDoNotAskNothingIsLookedAt() {
        accepted(new SigningRule(Set.of(), false, null), null);
    }

    private static Authentication shown(int secondsAgo, @Nullable String level) {
        return new Authentication(NOW.minusSeconds(secondsAgo), level, Set.of("pwd"));
    }

    private static void accepted(SigningRule rule, @Nullable Authentication shown) {
        assertThatCode(() -> signature(shown).requireBy(rule, NOW)).doesNotThrowAnyException();
    }

    private static Rejection refusal(SigningRule rule, @Nullable Authentication shown) {
        return catchThrowableOfType(Rejection.class, () -> signature(shown).requireBy(rule, NOW));
    }

    private static Signature signature(@Nullable Authentication shown) {
        return new Signature(null, null, shown, List.of());
    }
}
