package io.countersign.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.egress.Call;
import io.countersign.egress.Outcome;
import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import io.countersign.webhook.JenkinsJob;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a server answers that calls itself Jenkins: what can be used of it is, and the rest is nothing. */
class AnyAnswerTest {

    private static final JenkinsServer SERVER = new JenkinsServer("https://ci.example.com/jenkins/", null, "token");
    private static final JenkinsJob JOB = new JenkinsJob("release/deploy", new TreeMap<>(), null);
    private static final URI CALLED = SERVER.at(BuildForm.address(JOB));
    private static final String CRUMB = "{\"crumb\":\"8f1e\",\"crumbRequestField\":\"Jenkins-Crumb\"}";

    private static Outcome answer(int status, String location, byte[] body, String cookies) {
        Map<String, String> headers = new HashMap<>(Map.of("location", location));
        if (!cookies.isEmpty()) {
            headers.put("set-cookie", cookies);
        }
        return new Outcome(status, headers, body, false, Duration.ZERO, null);
    }

    @Example
    void aCrumbIsFound() {
        assertThat(Crumb.in(answer(200, "", CRUMB.getBytes(StandardCharsets.UTF_8), "a=b")))
                .map(Crumb::value)
                .contains("8f1e");
    }

    @Property(tries = 2_000)
    void aCrumbIsWhatCanBeSentBack(@ForAll("crumbs") byte[] body, @ForAll("cookies") String cookies) {
        Reading.orRefusal(() -> Crumb.in(answer(200, "", body, cookies)))
                .flatMap(crumb -> crumb)
                .ifPresent(crumb -> assertThatCode(() -> crumb.headers().forEach(Call::requireSendable))
                        .doesNotThrowAnyException());
    }

    @Property(tries = 1_000)
    void aPlaceInTheQueueIsANumber(@ForAll("places") String location) {
        var item = Verdict.queueItem(answer(201, location, new byte[0], ""));
        assertThat(item.orElse(0)).isBetween(0L, 999_999_999_999_999_999L);
    }

    @Property(tries = 1_000)
    void whereverAServerSendsUsAnAnswerHasAMeaning(@ForAll("statuses") int status, @ForAll("places") String location) {
        Outcome outcome = Verdict.on(answer(status, location, new byte[0], ""), SERVER, CALLED, JOB);
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.succeeded() && status != 302).isEqualTo(status / 100 == 2);
    }

    @Property(tries = 1_000)
    void aJobIsNamedByAPathThatStaysBelowItsServer(@ForAll("jobs") String path) {
        boolean usable = Reading.orRefusal(
                        () -> {
                            JobPath.require(path);
                            return path;
                        },
                        Rejection.class)
                .isPresent();
        if (usable) {
            assertThat(SERVER.at(JobPath.address(path)).normalize().getRawPath())
                    .startsWith("/jenkins/job/")
                    .isEqualTo("/jenkins" + JobPath.address(path));
        }
    }

    /** Also where it is nobody's address: whoever asks next says that. */
    @Property(tries = 1_000)
    void theAddressOfAServerHasNoQuery(@ForAll("bases") String base) {
        Reading.orRefusal(
                        () -> {
                            JobRules.requireBase(base);
                            return base;
                        },
                        Rejection.class)
                .ifPresent(taken -> assertThat(taken).doesNotContain("?"));
    }

    @Example
    void aMemberIsNotTakenHoweverDeepItIs() {
        assertThat(Reading.orRefusal(() -> required("data" + ".a".repeat(100_000)), Rejection.class))
                .isEmpty();
        assertThat(required("data.version.number")).isEqualTo("data.version.number");
    }

    private static String required(String member) {
        Members.require(member);
        return member;
    }

    @Provide
    Arbitrary<byte[]> crumbs() {
        return Mutations.bytesOf(
                CRUMB,
                CRUMB.replace("Jenkins-Crumb", "Cookie"),
                CRUMB.replace("Jenkins-Crumb", "Host"),
                "{\"crumb\":{},\"crumbRequestField\":[1]}",
                "<html>");
    }

    @Provide
    Arbitrary<String> cookies() {
        return Arbitraries.oneOf(Arbitraries.of("", "JSESSIONID=1"), Mutations.of("JSESSIONID=1; screen=2"));
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 201, 204, 301, 302, 303, 400, 401, 403, 404, 409, 418, 500);
    }

    @Provide
    Arbitrary<String> places() {
        return Mutations.of(
                "https://ci.example.com/jenkins/queue/item/42/",
                "/jenkins/job/release/job/deploy/",
                "../queue/item/999999999999999999",
                ".");
    }

    @Provide
    Arbitrary<String> jobs() {
        return Mutations.of("release/deploy", "a", "Ordner/Bau 1/x.y");
    }

    @Provide
    Arbitrary<String> bases() {
        return Mutations.of("https://ci.example.com/jenkins", "http://[::1]:8080", "https://ci.example.com/?a=b");
    }
}
