package io.countersign.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.egress.Outcome;
import io.countersign.webhook.JenkinsJob;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final JenkinsServer SERVER = new JenkinsServer("https://ci.example.com/jenkins/", null, "token");
    private static final JenkinsJob JOB = new JenkinsJob("release/deploy", new TreeMap<>(Map.of("V", "id")), null);
    private static final URI CALLED = SERVER.at(BuildForm.address(JOB));

    @ParameterizedTest
    @CsvSource({
        ".,                                                             true",
        "https://ci.example.com/jenkins/job/release/job/deploy/,        true",
        "http://CI.example.com:80/jenkins/job/release/job/deploy/,      true",
        "/jenkins/job/release/job/deploy/,                              true",
        "https://ci.example.com/jenkins/login?from=%2Fjob%2F,           false",
        "https://ci.example.com/jenkins/job/../login,                   false",
        "https://ci.example.com/other/job/release/,                     false",
        "https://login.example.com/jenkins/job/release/job/deploy/,     false",
        "'https://not an address/',                                     false",
        "'',                                                            false"
    })
    void whoeverIsSentBackToTheJobHasItBuilt(String location, boolean built) {
        Outcome outcome = Verdict.on(answer(302, location), SERVER, CALLED, JOB);

        assertThat(outcome.succeeded()).isEqualTo(built);
        assertThat(outcome.status()).isEqualTo(302);
        assertThat(outcome.error() == null).isEqualTo(built);
    }

    @ParameterizedTest
    @CsvSource({
        "201, https://ci.example.com/jenkins/queue/item/42/, 42",
        "201, http://elsewhere.example.com/queue/item/42,    42",
        "201, /jenkins/queue/item/42/,                       42",
        "201, https://ci.example.com/jenkins/queue/,         -1",
        "201, /queue/item/42/../../admin,                    -1",
        "201, /queue/item/99999999999999999999/,             -1",
        "302, /jenkins/queue/item/42/,                       -1"
    })
    void onlyTheNumberOfThePlaceInTheQueueIsTaken(int status, String location, long item) {
        assertThat(Verdict.queueItem(answer(status, location)).orElse(-1)).isEqualTo(item);
    }

    @Test
    void whereNoAnswerCameNothingIsAddedToTheReason() {
        Outcome none = Outcome.failed("The name does not resolve.", Duration.ZERO);

        assertThat(Verdict.on(none, SERVER, CALLED, JOB)).isSameAs(none);
        assertThat(Verdict.queueItem(none)).isEmpty();
    }

    private static Outcome answer(int status, String location) {
        return new Outcome(status, Map.of("location", location), new byte[0], false, Duration.ZERO, null);
    }
}
