package io.countersign.registeredmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.rejection.Refused;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLimitsTest {

    @Nested
    class AName {

        @ParameterizedTest
        @ValueSource(strings = {"churn", "churn model (EU)", "größe", "a.b-c_d", "模型"})
        void mayBe(String name) {
            assertThatCode(() -> ModelLimits.requireName(name)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a/b", "/", "models:/churn", "a:b"})
        void mayNotBeEmptyOrBreakAModelUri(String name) {
            Refused.invalid(() -> ModelLimits.requireName(name));
        }

        @Test
        void mayHaveTwoHundredAndFiftySixCharacters() {
            assertThatCode(() -> ModelLimits.requireName("n".repeat(256))).doesNotThrowAnyException();
            assertThat(Refused.invalid(() -> ModelLimits.requireName("n".repeat(257))))
                    .hasMessage("'name' exceeds the maximum length of 256 characters");
        }
    }

    @Nested
    class AnAlias {

        @ParameterizedTest
        @ValueSource(strings = {"champion", "Champion", "prod-eu_1", "v", "v1beta", "1", "latest-eu", "vv1"})
        void mayBe(String alias) {
            assertThatCode(() -> ModelLimits.requireAlias(alias)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(strings = {"latest", "Latest", "LATEST", "v1", "V1", "v007"})
        void mayNotMeanSomethingElseAlready(String alias) {
            assertThat(Refused.invalid(() -> ModelLimits.requireAlias(alias)))
                    .hasMessageContaining("'latest' and names like 'v1' already mean something else.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a b", "a.b", "a/b", "a@b", "größe", "a\n"})
        void isMadeOfLettersDigitsUnderscoresAndDashes(String alias) {
            Refused.invalid(() -> ModelLimits.requireAlias(alias));
        }

        @Test
        void mayHaveTwoHundredAndFiftyFiveCharacters() {
            assertThatCode(() -> ModelLimits.requireAlias("a".repeat(255))).doesNotThrowAnyException();
            assertThat(Refused.invalid(() -> ModelLimits.requireAlias("a".repeat(256))))
                    .hasMessage("'alias' exceeds the maximum length of 255 characters");
        }
    }

    @Nested
    class AVersion {

        @ParameterizedTest
        @CsvSource({"1, 1", "42, 42", "2147483647, 2147483647"})
        void isAWholeNumberFromOne(String written, int number) {
            assertThat(ModelLimits.requireVersion(written)).isEqualTo(number);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "0", "-1", "1.0", "one", "v1", "latest", "2147483648", " 1", "1e3", "0x1"})
        void isNothingElse(String written) {
            assertThat(Refused.invalid(() -> ModelLimits.requireVersion(written)))
                    .hasMessage("Parameter 'version' must be an integer, got '" + written + "'.");
        }
    }

    @Test
    void aTagFollowsTheRulesForKeysAndHasABoundedValue() {
        assertThatCode(() -> ModelLimits.requireTag("risk", "v".repeat(100_000)))
                .doesNotThrowAnyException();
        Refused.invalid(() -> ModelLimits.requireTag("risk", "v".repeat(100_001)));
        Refused.invalid(() -> ModelLimits.requireTag("../risk", "high"));
    }
}
