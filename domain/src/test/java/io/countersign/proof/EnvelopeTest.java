package io.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final NoteSigner SIGNER = NoteSigner.of("example.com/log", NoteKey.Kind.LOG, new byte[32]);
    private static final byte[] STATEMENT =
            "{\"_type\":\"https://in-toto.io/Statement/v1\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void itIsReadBackAndVerified() {
        Envelope envelope = Envelope.of(Envelope.IN_TOTO, STATEMENT, SIGNER);
        Envelope read = Envelope.parse(envelope.canonical());
        read.requireSignedBy(SIGNER.key());
        assertThat(read.payload()).isEqualTo(STATEMENT);
        assertThat(read.payloadType()).isEqualTo(Envelope.IN_TOTO);
        assertThatThrownBy(
                        () -> new Envelope("text/plain", STATEMENT, "", read.signature()).requireSignedBy(SIGNER.key()))
                .isInstanceOf(Forged.class);
    }

    /** But for the key's id, which is a hint that nobody relies on. */
    @Test
    void everyByteOfItCounts() {
        String text =
                new String(Envelope.of(Envelope.IN_TOTO, STATEMENT, SIGNER).canonical(), StandardCharsets.UTF_8);
        int hint = text.indexOf("keyid");
        int sig = text.indexOf("\",\"sig\"");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int place = 0; place < bytes.length; place++) {
            if (place >= hint && place <= sig) {
                continue;
            }
            byte[] changed = bytes.clone();
            changed[place] ^= 1;
            assertThatThrownBy(() -> Envelope.parse(changed).requireSignedBy(SIGNER.key()))
                    .as("byte %d", place)
                    .isInstanceOfAny(Forged.class, Unreadable.class);
        }
    }

    @Test
    void whatIsNoneIsNotRead() {
        for (String text : new String[] {"", "[]", "{}", "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[]}"}) {
            assertThatThrownBy(() -> Envelope.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(Unreadable.class);
        }
    }
}
