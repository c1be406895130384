package io.countersign.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.StoppedClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whoever asks as of a point is told what whoever asked then was told. {@code -Dhistory.seed=} makes up another history.
 */
class AsOfTest {

    private static final long SEED = Long.getLong("history.seed", 20_261_123);
    private static final int POINTS = 6;
    private static final int ACTIONS = 45;

    private static final StoppedClock CLOCK = new StoppedClock();

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase(CLOCK);

    private static final List<Told> TOLD = new ArrayList<>();
    private static Bank bank;

    /** What was told at a point. */
    private record Told(String event, Map<String, String> reviewer, Map<String, String> admin) {}

    @BeforeAll
    static void aHistory() {
        bank = new Bank(SERVER, SEED);
        for (int point = 0; point < POINTS; point++) {
            for (int action = 0; action < ACTIONS; action++) {
                bank.act();
            }
            SERVER.settle();
            TOLD.add(told());
        }
    }

    private static Told told() {
        Map<String, Object> newest = SERVER.ownersSql()
                .queryForMap("select event_identifier, time_stamp from log.domain_event_entry"
                        + " order by global_index desc limit 1");
        CLOCK.stopAt(Instant.parse(String.valueOf(newest.get("time_stamp"))));
        List<String> questions = bank.questions();
        Told told = new Told(
                String.valueOf(newest.get("event_identifier")),
                answers(bank.reviewer(), questions, ""),
                answers(bank.admin(), questions, ""));
        CLOCK.goOn();
        return told;
    }

    @Test
    void whateverIsAskedAsOfAPointIsAnsweredAsItWasThen() {
        for (Told then : TOLD) {
            String asOf = "as_of=" + then.event();
            assertThat(answers(bank.reviewer(), then.reviewer().keySet(), asOf))
                    .as("as of %s, seed %d", then.event(), SEED)
                    .containsExactlyEntriesOf(then.reviewer());
            assertThat(answers(bank.admin(), then.admin().keySet(), asOf))
                    .as("as of %s, seed %d", then.event(), SEED)
                    .containsExactlyEntriesOf(then.admin());
        }
    }

    @Test
    void somethingHappenedBetweenThePointsAndMostQuestionsHadAnAnswer() {
        assumeThat(System.getProperty("history.seed")).isNull();
        assertThat(TOLD.stream().map(Told::admin).distinct()).hasSize(POINTS);
        assertThat(TOLD.getLast().admin().values())
                .filteredOn(answer -> answer.startsWith("200 "))
                .hasSizeGreaterThan(100);
        String everything =
                TOLD.stream().flatMap(then -> then.admin().values().stream()).collect(Collectors.joining());
        assertThat(Stream.of("open", "approved", "rejected", "unsatisfied", "allow", "deny")
                        .map("\"%s\""::formatted))
                .allMatch(everything::contains);
    }

    private static Map<String, String> answers(Caller who, Iterable<String> questions, String asOf) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String question : questions) {
            String path = asOf.isEmpty() ? question : question + (question.contains("?") ? "&" : "?") + asOf;
            Caller.Answer answer = who.ask("GET", path, BodyPublishers.noBody());
            answers.put(question, answer.status() + " " + answer.text());
        }
        return answers;
    }
}
