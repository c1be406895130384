package io.countersign.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LettersTest {

    private static final Instant THEN = Instant.parse("2026-11-22T12:00:00Z");

    private final Letters letters = new Letters("https://registry.example.com");

    private static Letters.Item item(String request, String what, Happening happening, String at) {
        Topic topic = new Topic(Topic.Kind.REQUEST, request);
        Notice notice = new Notice(
                "id",
                topic,
                happening,
                happening == Happening.DECIDED ? "rejected" : null,
                Owner.of(new SubjectId("rita")),
                Channel.EMAIL,
                Instant.parse(at),
                THEN,
                false,
                "due",
                null,
                0,
                null,
                null);
        return new Letters.Item(notice, new Matter(topic, what, "open", null, "/requests/" + request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nBcc: all@example.com", "x\nBcc: all@example.com", "x\u2028Bcc: all@example.com"})
    void aNameIsOnOneLineWhateverIsInIt(String name) {
        Letter letter = letters.of(List.of(item("r1", name, Happening.WAITING, "2026-11-22T12:00:00Z")), "m1");
        assertThat(letter.subject()).isEqualTo("x Bcc: all@example.com waits for your decision");
        assertThat(letter.text().lines().findFirst()).contains("x Bcc: all@example.com waits for your decision");
    }

    @Test
    void aTopicStandsInADigestOnceWithTheLastThatHappened() {
        Letter letter = letters.of(
                List.of(
                        item("r1", "credit", Happening.DECIDED, "2026-11-22T13:00:00Z"),
                        item("r1", "credit", Happening.WAITING, "2026-11-22T12:00:00Z"),
                        item("r2", "risk", Happening.WAITING, "2026-11-22T12:30:00Z")),
                "m1");
        assertThat(letter.subject()).isEqualTo("2 requests in Countersign");
        assertThat(letter.text())
                .startsWith("risk waits for your decision\nhttps://registry.example.com/requests/r2\n\n"
                        + "credit was rejected\nhttps://registry.example.com/requests/r1\n")
                .doesNotContain("credit waits");
    }
}
