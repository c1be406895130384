package io.countersign.modelversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.policy.CheckResult.State;
import io.countersign.rejection.Rejection;
import java.net.URI;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceLimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"model-card", "validation report", "Prüfbericht 2", "a", "v1.2_final"})
    void slotsMayBeCalledSo(String name) {
        assertThat(EvidenceLimits.requirePlain(name, "slot")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", ".hidden", "../a", "a/b", "a\\b", "%2e%2e", "a;b", "a\nb", "-rf", "a\u0000"})
    void slotsThatCouldMeanAnotherPlaceAreRefused(String name) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> EvidenceLimits.requirePlain(name, "slot"))
                .withMessageContaining("'slot'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci/jenkins: integration (jdk 21)", "4711", "https://ci/job/4711", "🙂"})
    void checksAndJobsMayBeCalledByAnythingThatCanBeSeen(String name) {
        assertThat(EvidenceLimits.requireVisible(name, "check")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " tests", "tests ", "te\u200bsts", "te\u00a0sts", "te\tsts", "te\u202ests"})
    void whatCannotBeSeenIsNoPartOfAName(String name) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> EvidenceLimits.requireVisible(name, "check"));
    }

    @Test
    void aNameHasAnEnd() {
        assertThat(EvidenceLimits.requireVisible("x".repeat(200), "check")).hasSize(200);
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> EvidenceLimits.requireVisible("x".repeat(201), "check"))
                .withMessage("'check' exceeds the maximum length of 200 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b.pdf", "..", "a\\b.pdf", ""})
    void aFileIsNamedWithoutItsFolder(String name) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> EvidenceLimits.requireFileName(name, "name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://ci/1",
                "javascript:alert(1)",
                "//ci/1",
                "ci/1",
                "https://user:password@ci/1",
                "https:///1",
                "https://ci/a b",
                "file:///etc/passwd"
            })
    void aLinkIsOneThatABrowserFollowsSafely(String link) {
        assertThat(EvidenceLimits.requireLink("https://ci.example/job/1?x=y#z", "link"))
                .startsWith("https");
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> EvidenceLimits.requireLink(link, "link"));
    }

    @Test
    void aDigestIsComparedInLowerCase() {
        assertThat(EvidenceLimits.requireSha256("AB".repeat(32), "digest")).isEqualTo("ab".repeat(32));
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> EvidenceLimits.requireSha256("ab".repeat(20), "digest"));
    }

    @Property(tries = 2_000)
    void whateverIsTakenIsWhatItSeemsToBe(@ForAll("words") String word) {
        Reading.orRefusal(() -> EvidenceLimits.requirePlain(word, "slot"), Rejection.class)
                .ifPresent(name ->
                        assertThat(name).isEqualTo(word).doesNotStartWith(".").doesNotContain("/", "\\", "%", ";"));
        Reading.orRefusal(() -> EvidenceLimits.requireVisible(word, "check"), Rejection.class)
                .ifPresent(name -> assertThat(name).isEqualTo(word).doesNotContainPattern("\\p{C}"));
        Reading.orRefusal(() -> EvidenceLimits.requireFileName(word, "name"), Rejection.class)
                .ifPresent(name -> assertThat(name).doesNotContain("/", "\\").isNotEqualTo(".."));
        Reading.orRefusal(() -> EvidenceLimits.requireLink(word, "link"), Rejection.class)
                .ifPresent(link -> assertThat(URI.create(link).getHost()).isNotEmpty());
        Reading.orRefusal(() -> EvidenceLimits.requireSha256(word, "sha256"), Rejection.class)
                .ifPresent(digest -> assertThat(digest).matches("[0-9a-f]{64}"));
    }

    @Provide
    Arbitrary<String> words() {
        return Mutations.of(
                "Prüfbericht 2.pdf", "ci/jenkins: tests (jdk 21)", "https://ci.example/job/1?x=y#z", "Ab".repeat(32));
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, RUNNING, true",
        "QUEUED, PASSED, true",
        "QUEUED, FAILED, true",
        "RUNNING, PASSED, true",
        "RUNNING, FAILED, true",
        "RUNNING, QUEUED, false",
        "PASSED, FAILED, false",
        "FAILED, PASSED, false",
        "PASSED, RUNNING, false",
        "RUNNING, RUNNING, false"
    })
    void aJobMovesForwardUntilItHasEnded(State from, State to, boolean may) {
        assertThat(to.mayFollow(from)).isEqualTo(may);
    }
}
