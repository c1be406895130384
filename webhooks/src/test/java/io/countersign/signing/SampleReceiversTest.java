package io.countersign.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.egress.Allowed;
import io.countersign.egress.Call;
import io.countersign.egress.Egress;
import io.countersign.egress.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receivers that we give people to begin with believe what is ours, and nothing else. */
@Timeout(120)
class SampleReceiversTest {

    private static final byte[] BODY =
            "{\"type\":\"transition.approved\",\"data\":{\"name\":\"Zürich\"}}".getBytes(StandardCharsets.UTF_8);
    private static final String STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String TEXT = "It's a Secret to Everybody";
    private static final String REPLACED = "another secret";

    @TempDir
    Path folder;

    private final Egress egress = new Egress(Allowed.parse(List.of("127.0.0.1")));

    @ParameterizedTest
    @EnumSource
    void aReceiverBelievesWhatIsSignedWithItsSecret(Sample sample) throws Exception {
        try (SampleReceiver receiver = SampleReceiver.start(sample, secrets(STANDARD, TEXT))) {
            accepts(receiver, Signatures.standard("a", Instant.now(), BODY, List.of(Secrets.standardKey(STANDARD))));
            accepts(receiver, Signatures.standard("b", Instant.now(), BODY, List.of(Secrets.textKey(TEXT))));
            accepts(receiver, Signatures.standard("c", Instant.now(), BODY, replacing()));
            accepts(receiver, Signatures.mlflow("d", Instant.now(), BODY, TEXT));
            accepts(receiver, databricks(TEXT));
            accepts(receiver, both("e", TEXT, TEXT));
            assertThat(receiver.told("a", "b", "c", "d", "-", "e"))
                    .allMatch(line -> line.endsWith(" (" + BODY.length + " bytes)"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverRefusesAnythingElse(Sample sample) throws Exception {
        Instant now = Instant.now();
        List<byte[]> right = List.of(Secrets.standardKey(STANDARD));
        try (SampleReceiver receiver = SampleReceiver.start(sample, secrets(STANDARD, TEXT))) {
            refuses(receiver, Map.of());
            refuses(receiver, Signatures.standard("x", now, BODY, List.of(Secrets.textKey(REPLACED))));
            refuses(receiver, Signatures.standard("x", now, "{}".getBytes(StandardCharsets.UTF_8), right));
            refuses(receiver, Signatures.standard("x", now.minusSeconds(400), BODY, right));
            refuses(receiver, Signatures.standard("x", now.plusSeconds(400), BODY, right));
            refuses(receiver, with(Signatures.standard("x", now, BODY, right), "webhook-id", "y"));
            refuses(receiver, with(Signatures.standard("x", now, BODY, right), "webhook-timestamp", "soon"));
            refuses(receiver, with(Signatures.standard("x", now, BODY, right), "webhook-signature", "v1,!! v2,x v1"));
            refuses(receiver, Signatures.mlflow("x", now, BODY, REPLACED));
            refuses(receiver, Signatures.mlflow("x", now.minusSeconds(400), BODY, TEXT));
            refuses(receiver, databricks(REPLACED));
            refuses(receiver, both("x", TEXT, REPLACED));
            refuses(receiver, both("x", REPLACED, TEXT));
            accepts(receiver, Signatures.standard("last", now, BODY, right));
            assertThat(receiver.told("last")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatIsSentAgainIsAcceptedAndToldOnce(Sample sample) throws Exception {
        try (SampleReceiver receiver = SampleReceiver.start(sample, secrets(TEXT))) {
            String id = UUID.randomUUID().toString();
            accepts(receiver, Signatures.standard(id, Instant.now(), BODY, List.of(Secrets.textKey(TEXT))));
            accepts(receiver, Signatures.standard(id, Instant.now(), BODY, List.of(Secrets.textKey(TEXT))));
            accepts(receiver, Signatures.standard("last", Instant.now(), BODY, List.of(Secrets.textKey(TEXT))));
            assertThat(receiver.told(id, "last")).hasSize(2);
        }
    }

    private void accepts(SampleReceiver receiver, Map<String, String> headers) {
        assertThat(send(receiver, headers)).isEqualTo(204);
    }

    private void refuses(SampleReceiver receiver, Map<String, String> headers) {
        assertThat(send(receiver, headers)).as("the answer to %s", headers).isEqualTo(401);
    }

    private int send(SampleReceiver receiver, Map<String, String> headers) {
        Outcome outcome = egress.send(new Call("POST", receiver.url(), headers, BODY, Duration.ofSeconds(30)));
        assertThat(outcome.error()).isNull();
        return outcome.status() == null ? 0 : outcome.status();
    }

    private Path secrets(String... secrets) throws IOException {
        return Files.write(folder.resolve("secrets"), List.of(secrets));
    }

    private static List<byte[]> replacing() {
        return Stream.of(REPLACED, TEXT).map(Secrets::textKey).toList();
    }

    private static Map<String, String> databricks(String secret) {
        return Map.of("X-Databricks-Signature", Signatures.databricks(BODY, secret));
    }

    private static Map<String, String> both(String id, String standard, String databricks) {
        Map<String, String> headers =
                new HashMap<>(Signatures.standard(id, Instant.now(), BODY, List.of(Secrets.textKey(standard))));
        headers.putAll(databricks(databricks));
        return headers;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }
}
