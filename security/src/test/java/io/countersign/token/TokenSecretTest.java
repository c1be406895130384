package io.countersign.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TokenSecretTest {

    @Example
    void eachIsAnotherAndIsReadAsItWasShown() {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            TokenSecret secret = TokenSecret.draw();
            assertThat(drawn.add(secret.reveal())).isTrue();
            assertThat(TokenSecret.parse(secret.reveal()).map(TokenSecret::hash))
                    .contains(secret.hash());
        }
    }

    @Example
    void neverShowsItself() {
        TokenSecret secret = TokenSecret.draw();
        assertThat(secret.toString()).doesNotContain(secret.reveal().substring(5));
        assertThat(secret.hash().toString()).doesNotContain(secret.hash().hex());
    }

    @Property
    void oneThatIsMistypedIsNone(@ForAll @IntRange(min = 5, max = 53) int place) {
        String right = TokenSecret.draw().reveal();
        char other = right.charAt(place) == 'a' ? 'b' : 'a';
        String wrong = right.substring(0, place) + other + right.substring(place + 1);
        assertThat(TokenSecret.parse(wrong)).isEmpty();
        assertThat(TokenSecret.parse(right.substring(0, place))).isEmpty();
    }

    @Property
    void whateverIsShownIsReadOrNot(@ForAll String text) {
        assertThat(TokenSecret.parse(text)).isEmpty();
        assertThat(TokenSecret.parse("csgn_" + text)).isEmpty();
        assertThat(TokenSecret.isMeant("csgn_" + text)).isTrue();
    }
}
