package io.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.firewall.StrictHttpFirewall;

class ChallengeTest {

    private static String told(String acr) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        Challenge.write(
                Rejection.challenging(Reason.AUTHENTICATION_INSUFFICIENT, Map.of("acr_values", acr), "Sign in anew."),
                new StrictHttpFirewall().getFirewalledResponse(response));
        return String.valueOf(response.getHeader("WWW-Authenticate"));
    }

    @Example
    void whatASignInMustTakeIsToldInTheHeader() {
        assertThat(told("gold urn:x:silver")).endsWith(", acr_values=\"gold urn:x:silver\"");
    }

    /** Policies have any words there. */
    @Property(tries = 1_000)
    void aHeaderHoldsIt(@ForAll("words") String acr) {
        assertThat(told(acr)).matches("Bearer [\\x20-\\x7E]*, acr_values=\"[\\x20-\\x7E&&[^\"\\\\]]*\"");
    }

    @Provide
    Arbitrary<String> words() {
        return Mutations.of("gold", "urn:mace:incommon:iap:silver phr");
    }
}
