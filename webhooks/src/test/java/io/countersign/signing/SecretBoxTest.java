package io.countersign.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.startup.StartupError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private static final byte[] KEY =
            HexFormat.of().parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");

    /** "secret" for "webhook-1", as the first version sealed it. */
    private static final String FROZEN =
            "01494abfaecafebabefacedbaddecaf888f87990a704a60c1c83897d836c9395b9aadd1b10bd6d";

    private final SecretBox box = new SecretBox(KEY);

    @Property
    void whatIsSealedOpensAgain(@ForAll String text, @ForAll String context) {
        assertThat(box.open(box.seal(text, context), context)).isEqualTo(utf8(text));
    }

    @Test
    void theSameTextIsNeverSealedTwiceTheSameWay() {
        assertThat(box.seal("secret", "a")).isNotEqualTo(box.seal("secret", "a"));
    }

    @Test
    void everyByteMatters() {
        byte[] sealed = box.seal("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "webhook-1");

        for (int i = 0; i < sealed.length; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] changed = sealed.clone();
                changed[i] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> box.open(changed, "webhook-1")).isInstanceOf(SealBroken.class);
            }
        }
    }

    @Test
    void whatWasCutDoesNotOpen() {
        byte[] sealed = box.seal("secret", "webhook-1");

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> box.open(cut, "webhook-1")).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void aSecretCopiedToAnotherWebhookDoesNotOpen() {
        byte[] sealed = box.seal("secret", "webhook-1");

        assertThatThrownBy(() -> box.open(sealed, "webhook-2"))
                .isInstanceOf(SealBroken.class)
                .hasMessage("The secret of webhook-2 was changed, or was sealed for something else.");
    }

    @Test
    void anotherKeyIsSaidToBeAnother() {
        SecretBox other = new SecretBox(new byte[32]);

        assertThatThrownBy(() -> other.open(box.seal("secret", "webhook-1"), "webhook-1"))
                .isInstanceOf(SealBroken.class)
                .hasMessageMatching(
                        "A secret was sealed under the key [0-9a-f]{8}; this server has the key [0-9a-f]{8}\\.");
    }

    /** The form is fixed: rows of today are read by the servers of tomorrow. */
    @Test
    void theFormOfWhatIsSealedIsAsWritten() throws Exception {
        byte[] nonce = HexFormat.of().parseHex("cafebabefacedbaddecaf888");
        byte[] sealed = box.seal("secret", "webhook-1", nonce);

        byte[] head = Arrays.copyOf(sealed, 5);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(head);
        cipher.updateAAD("webhook-1".getBytes(StandardCharsets.UTF_8));
        assertThat(head[0]).isEqualTo((byte) 1);
        assertThat(Arrays.copyOfRange(sealed, 5, 17)).isEqualTo(nonce);
        assertThat(Arrays.copyOfRange(sealed, 17, sealed.length))
                .isEqualTo(cipher.doFinal("secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(HexFormat.of().formatHex(sealed)).isEqualTo(FROZEN);
    }

    @Test
    void aRowOfAnEarlierServerOpens() {
        assertThat(box.open(HexFormat.of().parseHex(FROZEN), "webhook-1")).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aKeyThatIsNoneKeepsTheServerFromStarting(String key) {
        assertThatThrownBy(() -> SecretBox.withKey(key))
                .isInstanceOf(StartupError.class)
                .hasMessageStartingWith("The key that seals secrets");
    }

    @Test
    void aKeyIsReadFromAFileWithALineBreakAtItsEnd() {
        SecretBox read = SecretBox.withKey(Base64.getEncoder().encodeToString(KEY) + "\n");

        assertThat(read.open(box.seal("secret", "a"), "a")).isEqualTo("secret");
    }

    /** Halves of a surrogate pair are no text, and become question marks like everywhere. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
