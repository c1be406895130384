package io.countersign.accesslog;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.governance.Office.aModel;
import static io.countersign.governance.Office.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Bearer;
import io.countersign.assembly.Caller;
import io.countersign.governance.Office;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who came in, who was turned away and who read the records can be asked, by those who audit. */
class AccessLogTest {

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller AUDREY = OFFICE.hire("audrey", "auditor");
    private static final String ANYTHING = MLFLOW + "/experiments/get?experiment_id=0";

    private static List<JsonNode> of(Caller who) {
        return get(AUDREY, "/accesses?actor=" + who.username())
                .path("accesses")
                .valueStream()
                .toList();
    }

    private static String words(JsonNode entry) {
        return Stream.of("kind", "method", "operation", "request")
                .map(field -> entry.path(field).asString("-"))
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    @Test
    void whoSignsInIsOnRecordOnceForEachWayOfDoingSo() {
        Instant before = Instant.now().minusMillis(1);
        Caller ann = OFFICE.hire("ann", "contributor");
        ann.get(ANYTHING);
        ann.get(ANYTHING);
        JsonNode issued = ann.post(API + "/tokens", Map.of("name", "laptop"));
        Bearer program = new Bearer(OFFICE.server(), issued.get("secret").asString());
        program.get(ANYTHING);
        program.get(ANYTHING);

        List<JsonNode> entries = of(ann);

        assertThat(entries).map(AccessLogTest::words).containsExactly("signed-in token - -", "signed-in basic - -");
        JsonNode byToken = entries.getFirst();
        assertThat(byToken.get("token_id").asString())
                .isEqualTo(issued.at("/token/token_id").asString());
        assertThat(byToken.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(byToken.get("actor").asString()).isEqualTo("ann");
        assertThat(Instant.parse(byToken.get("time").asString())).isBetween(before, Instant.now());
    }

    @Test
    void whoIsTurnedAwayUnderSomebodysNameIsOnRecordThere() {
        Caller bob = OFFICE.hire("bob", "contributor");
        Caller guessing = new Caller(OFFICE.server(), "BOB", "guess");
        assertThat(guessing.ask("GET", ANYTHING, BodyPublishers.noBody()).status())
                .isEqualTo(401);
        JsonNode issued = bob.post(API + "/tokens", Map.of("name", "laptop"));
        bob.exchange("DELETE", API + "/tokens/" + issued.at("/token/token_id").asString(), "");
        Bearer stolen = new Bearer(OFFICE.server(), issued.get("secret").asString());
        assertThat(stolen.get(ANYTHING).status()).isEqualTo(401);
        assertThat(stolen.get(ANYTHING).status()).isEqualTo(401);

        assertThat(of(bob))
                .map(AccessLogTest::words)
                .containsExactly("sign-in-refused token - -", "signed-in basic - -", "sign-in-refused basic - -");
    }

    @Test
    void namesOfNobodyAndTokensThatNeverWereAreNot() {
        Instant before = Instant.now();
        new Caller(OFFICE.server(), "mr-nobody", "guess").ask("GET", ANYTHING, BodyPublishers.noBody());
        new Bearer(OFFICE.server(), "garbage").get(ANYTHING);
        assertThat(get(AUDREY, "/accesses?kind=sign-in-refused")
                        .path("accesses")
                        .valueStream())
                .noneMatch(entry -> Instant.parse(entry.get("time").asString()).isAfter(before)
                        && !entry.get("actor").asString().equals("bob"));
    }

    @Test
    void whoReadsTheRecordsIsOnRecordWithWhatTheyAskedFor() {
        Caller olaf = OFFICE.hire("olaf", "auditor");
        String model = aModel(OFFICE.admin());
        get(olaf, "/attempts?actor=ann");
        get(olaf, "/attempts?actor=ann");
        get(olaf, "/accesses?limit=1");
        olaf.get(API + "/models/" + model + "/versions/1/timeline");

        assertThat(of(olaf))
                .map(AccessLogTest::words)
                .containsExactly(
                        "audit-read - read-audit GET " + API + "/models/" + model + "/versions/1/timeline",
                        "audit-read - read-accesses GET " + API + "/accesses?limit=1",
                        "audit-read - read-attempts GET " + API + "/attempts?actor=ann",
                        "signed-in basic - -");
    }

    @Test
    void whoFollowsTheEventsIsOnRecordOnceAndNotGivenTheirOwnReadingWithoutEnd() {
        Caller fay = OFFICE.hire("fay", "auditor");
        String place = get(fay, "/events?after=latest").get("next").asString();
        for (int pulls = 0; pulls < 3; pulls++) {
            place = get(fay, "/events?limit=1000&after=" + place).get("next").asString();
        }
        assertThat(get(fay, "/events?limit=1000&after=" + place).path("events")).isEmpty();

        assertThat(of(fay))
                .map(AccessLogTest::words)
                .map(words -> words.replaceAll("after=(?!latest).*", "after=…"))
                .containsExactly(
                        "audit-read - read-events GET " + API + "/events?limit=1000&after=…",
                        "audit-read - read-events GET " + API + "/events?after=latest",
                        "signed-in basic - -");
    }

    @Test
    void whoMayNotReadIsNotSaidToHaveRead() {
        Caller vera = OFFICE.hire("vera", "viewer");
        assertThat(vera.exchange("GET", API + "/accesses", "").status()).isEqualTo(403);
        assertThat(of(vera)).map(AccessLogTest::words).containsExactly("signed-in basic - -");
        assertThat(get(AUDREY, "/attempts?actor=vera").path("attempts").valueStream())
                .map(attempt -> attempt.get("operation").asString())
                .containsExactly("read-accesses");
    }

    @Test
    void theAddressGoesWithThePersonAndTheEntryStays() {
        Caller zoe = OFFICE.hire("zoe", "viewer");
        zoe.get(ANYTHING);
        String subject = of(zoe).getFirst().get("actor_id").asString();
        assertThat(OFFICE.server()
                        .sql()
                        .queryForObject(
                                "select string_agg(convert_from(payload, 'UTF8'), ' ') from log.domain_event_entry"
                                        + " where payload_type like 'access.%'",
                                String.class))
                .contains(subject)
                .doesNotContain("127.0.0.1");
    }

    @Test
    void pagesFollowOneAnotherAndOddQuestionsAreRefused() {
        Caller pia = OFFICE.hire("pia", "auditor");
        for (int i = 1; i <= 5; i++) {
            get(pia, "/attempts?limit=" + i);
        }
        JsonNode first = get(AUDREY, "/accesses?actor=pia&kind=audit-read&limit=3");
        JsonNode second = get(
                AUDREY,
                "/accesses?actor=pia&kind=audit-read&limit=3&after="
                        + first.get("next_after").asString());
        assertThat(Stream.of(first, second)
                        .flatMap(page -> page.get("accesses").valueStream())
                        .map(entry -> entry.get("request").asString().replaceAll(".*=", "")))
                .containsExactly("5", "4", "3", "2", "1");
        assertThat(second.has("next_after")).isFalse();
        assertThat(pia.exchange("GET", API + "/accesses?kind=rumour", "").status())
                .isEqualTo(400);
        assertThat(pia.exchange("GET", API + "/accesses?limit=0", "").status()).isEqualTo(400);
    }
}
