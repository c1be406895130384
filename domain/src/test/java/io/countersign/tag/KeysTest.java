package io.countersign.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.rejection.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accuracy",
                "val/loss",
                "mlflow.source.name",
                "learning rate",
                "step:7",
                "a-b_c.d/e f:g",
                ".hidden",
                "x..y",
                "...",
                " ",
                "précision",
                "精度",
                "точность",
                "٣"
            })
    void mayBeUsed(String key) {
        assertThatCode(() -> Keys.require(key, "key")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b",
                "a@b",
                "a\\b",
                "a%2eb",
                "a#b",
                "a;b",
                "a?b",
                "a\tb",
                "a\n",
                "a\u0000",
                "<script>",
                "'; drop table runs; --",
                "🙂"
            })
    void mayNotHaveOtherCharacters(String key) {
        Refused.invalid(() -> Keys.require(key, "key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "/", "/a", "a/", "a//b", "./a", "a/.", "a/./b", "../a", "a/..", "a/../b"})
    void mayNotResolveToAnotherName(String key) {
        assertThat(Refused.invalid(() -> Keys.require(key, "key")))
                .hasMessage(
                        "Invalid value \"" + key + "\" for parameter 'key' supplied: Names must not resolve to another"
                                + " name when they are treated as file paths.");
    }

    @Test
    void mayHaveTwoHundredAndFiftyCharacters() {
        assertThatCode(() -> Keys.require("k".repeat(Keys.MAX_LENGTH), "key")).doesNotThrowAnyException();
        assertThat(Refused.invalid(() -> Keys.require("k".repeat(Keys.MAX_LENGTH + 1), "params[3].key")))
                .hasMessage("'params[3].key' exceeds the maximum length of 250 characters");
    }

    @Test
    void onlyTheTagOfTheUserNamesAPerson() {
        assertThat(Tag.namesPerson("mlflow.user")).isTrue();
        assertThat(Tag.namesPerson("mlflow.user.team")).isFalse();
        assertThat(Tag.namesPerson("MLFLOW.USER")).isFalse();
    }
}
