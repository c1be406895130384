package io.countersign.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final byte[] BODY = bytes("{\"test\": 2432232314}");

    @Test
    void theExampleOfStandardWebhooksIsSignedAsItSays() {
        assertThat(Signatures.standard(ID, AT, BODY, List.of(Secrets.standardKey(SECRET))))
                .isEqualTo(Map.of(
                        "webhook-id", ID,
                        "webhook-timestamp", "1614265330",
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void whileASecretIsReplacedBothSign() {
        byte[] other = Secrets.standardKey(Secrets.generate());

        assertThat(Signatures.standard(ID, AT, BODY, List.of(other, Secrets.standardKey(SECRET)))
                        .get("webhook-signature"))
                .matches("v1,[A-Za-z0-9+/=]{44} v1,[A-Za-z0-9+/=]{44}")
                .endsWith(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aReceiverWithTheLibraryOfStandardWebhooksAcceptsTheSecretAsItIsShown() throws Exception {
        String secret = Secrets.generate();
        Map<String, String> headers =
                Signatures.standard(ID, Instant.now(), bytes("{\"ü\":\"✓ 😀\"}"), List.of(Secrets.standardKey(secret)));

        new Webhook(secret)
                .verify(
                        "{\"ü\":\"✓ 😀\"}",
                        Map.of(
                                "webhook-id", List.of(headers.get("webhook-id")),
                                "webhook-timestamp", List.of(headers.get("webhook-timestamp")),
                                "webhook-signature", List.of(headers.get("webhook-signature"))));
    }

    @Property
    void theLibrarySignsTheBytesThatAreSent(@ForAll String text) throws Exception {
        byte[] body = bytes(text);
        byte[] key = Secrets.standardKey(SECRET);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(bytes(ID + ".1614265330."));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));

        assertThat(Signatures.standard(ID, AT, body, List.of(key)).get("webhook-signature"))
                .isEqualTo(expected);
    }

    @Test
    void bytesThatAreNoTextAreNotSignedAsOthers() {
        assertThatThrownBy(() -> Signatures.standard(ID, AT, new byte[] {-1}, List.of(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The example in GitHub's documentation, whose signature is of the same kind. */
    @Test
    void databricksSignaturesAreTheBodysHmacInHexadecimal() {
        assertThat(Signatures.databricks(bytes("Hello, World!"), "It's a Secret to Everybody"))
                .isEqualTo("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    @Test
    void mlflowSignsTheIdTheTimeAndTheBody() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes("a secret text"), "HmacSHA256"));
        byte[] expected = mac.doFinal(bytes("d-1.1614265330.{\"test\": 2432232314}"));

        Map<String, String> headers = Signatures.mlflow("d-1", AT, BODY, "a secret text");

        assertThat(headers)
                .containsEntry("X-MLflow-Delivery-Id", "d-1")
                .containsEntry("X-MLflow-Timestamp", "1614265330")
                .hasSize(3);
        String signature = headers.getOrDefault("X-MLflow-Signature", "");
        assertThat(signature).startsWith("v1,");
        assertThat(MessageDigest.isEqual(Base64.getDecoder().decode(signature.substring(3)), expected))
                .isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
