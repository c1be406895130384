package io.countersign.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rejection.Rejection;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @Test
    void aGeneratedSecretIsRandomAndStrong() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> Secrets.generate()).peek(Secrets::requireStandard))
                .doesNotHaveDuplicates()
                .allSatisfy(secret -> assertThat(Secrets.standardKey(secret)).hasSize(32));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 64})
    void aKeyOfTwentyFourToSixtyFourRandomBytesIsTaken(int length) {
        assertThatCode(() -> Secrets.requireStandard("whsec_" + random(length))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 65, 1_000})
    void aKeyOfAnotherLengthIsRefused(int length) {
        assertWeak("whsec_" + random(length), "key has " + length + " bytes; it must have from 24 to 64");
    }

    @Test
    void aKeyThatIsNotRandomIsRefused() {
        assertWeak("whsec_" + Base64.getEncoder().encodeToString(new byte[32]), "repeats few bytes");
        assertWeak(
                "whsec_"
                        + Base64.getEncoder()
                                .encodeToString(
                                        "passwordpassword".repeat(2).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "repeats few");
    }

    @Test
    void aKeyNotWrittenAsStandardWebhooksWritesItIsRefused() {
        assertWeak("hunter2hunter2hunter2", "must begin with whsec_");
        assertWeak("WHSEC_" + random(32), "must begin with whsec_");
        assertWeak("whsec_!!" + random(32), "no Base64");
    }

    @ParameterizedTest
    @CsvSource({"abcd123, 7 characters", "'', 0 characters", "aaaabbbbcccc, at least 4 different ones"})
    void aTextThatCouldBeGuessedIsRefused(String secret, String why) {
        assertThatThrownBy(() -> Secrets.requireText(secret))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining(why)
                .satisfies(refusal -> assertThat(secret.isEmpty()
                                || !String.valueOf(refusal.getMessage()).contains(secret))
                        .isTrue());
    }

    @Test
    void aTextOfAThousandCharactersIsTheLongest() {
        assertThatCode(() -> Secrets.requireText("äbc😀".repeat(250))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Secrets.requireText("äbc😀".repeat(250) + "x"))
                .isInstanceOf(Rejection.class)
                .hasMessage("The secret has 1001 characters; it must have from 8 to 1000.");
    }

    private static void assertWeak(String secret, String why) {
        assertThatThrownBy(() -> Secrets.requireStandard(secret))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining(why)
                .satisfies(refusal -> assertThat(secret.length() > 14
                                && String.valueOf(refusal.getMessage()).contains(secret.substring(6)))
                        .isFalse());
    }

    private static String random(int length) {
        byte[] key = new byte[length];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
