package io.countersign.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RejectionTest {

    @Test
    void aRefusalIsAnAnswerAndCarriesNoStackTrace() {
        assertThat(new Rejection(Reason.OWN_REQUEST, "no").getStackTrace()).isEmpty();
    }

    @Test
    void aMessageIsTheSameInEveryCountry() {
        Locale here = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Rejection.of(Reason.VERSION_NOT_FOUND, "version=%d", 1234))
                    .hasMessage("version=1234");
        } finally {
            Locale.setDefault(here);
        }
    }

    @Test
    void publicCodesAreDistinctAndInLowerCase() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
        assertThat(Reason.OWN_REQUEST.code()).isEqualTo("own-request");
    }

    @Test
    void aWrongValueIsQuotedAsTheClientWroteIt() {
        assertThat(Invalid.value("alias", "say \"hi\"", "No quotes."))
                .hasMessage("Invalid value \"say \\\"hi\\\"\" for parameter 'alias' supplied: No quotes.");
        assertThat(Invalid.value("max_results", 0, "At least 1."))
                .hasMessage("Invalid value 0 for parameter 'max_results' supplied: At least 1.");
    }

    @Test
    void aHugeValueIsNotSentBackWhole() {
        assertThat(Invalid.value("key", "x".repeat(1_000_000), "Too odd.").getMessage())
                .hasSizeLessThan(300)
                .contains("…");
    }

    @Test
    void aValueThatLooksLikeAFormatStringIsLeftAlone() {
        assertThat(Invalid.value("key", "%s%n%d", "Odd.")).hasMessageContaining("\"%s%n%d\"");
    }
}
