package io.countersign.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.evidence.Lab.Version;
import io.countersign.policy.CheckResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class CheckRoutesTest {

    @AutoClose
    private final Lab lab = new Lab();

    private Caller ci;
    private Caller otherCi;
    private Caller viewer;

    @BeforeAll
    void theyAreHired() {
        ci = lab.hire("jenkins", "contributor");
        otherCi = lab.hire("gitlab", "contributor");
        viewer = lab.hire("vera", "viewer");
    }

    @Test
    void aReportIsAnsweredWithWhatIsStored() {
        Version version = lab.aVersion(ci);
        Answer answer = report(
                ci,
                version,
                Map.of(
                        "check", "integration-tests",
                        "external_id", "jenkins-4711",
                        "state", "passed",
                        "link", "https://ci.example/4711",
                        "summary", "312 passed",
                        "digest", "AB".repeat(32)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Countersign-Events")).hasValue("1");
        assertThat(answer.json().get("state").asString()).isEqualTo("passed");
        assertThat(answer.json().get("reporter").asString()).isEqualTo("jenkins");
        assertThat(answer.json().get("summary").asString()).isEqualTo("312 passed");
        assertThat(answer.json().get("digest").asString()).isEqualTo("ab".repeat(32));
        assertThat(answer.json().get("reported_at").asString()).endsWith("Z");
    }

    @Test
    void theSameReportAgainIsNoEventAndGetsTheStoredOne() {
        Version version = lab.aVersion(ci);
        String first = report(ci, version, tests("4711", "queued")).text();
        report(ci, version, tests("4711", "running"));

        Answer again = report(ci, version, tests("4711", "queued"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first);
        assertThat(again.headers().firstValue("Countersign-Events")).hasValue("0");
    }

    @Test
    void theListShowsHowEachJobStandsNewestFirst() {
        Version version = lab.aVersion(ci);
        for (String state : List.of("queued", "running", "failed")) {
            report(ci, version, tests("1", state));
        }
        report(ci, version, tests("2", "queued"));
        report(otherCi, version, Map.of("check", "scan", "external_id", "1", "state", "running"));

        assertThat(listed(version, "")).containsExactly("scan 1 running", "tests 2 queued", "tests 1 failed");
        assertThat(listed(version, "?check=tests")).containsExactly("tests 2 queued", "tests 1 failed");
        assertThat(listed(version, "?check=nothing")).isEmpty();
    }

    @Test
    void theListComesInPages() {
        Version version = lab.aVersion(ci);
        for (int job = 0; job < 5; job++) {
            report(ci, version, tests("job " + job, "queued"));
        }
        List<String> all = listed(version, "");
        String path = version.path() + "/checks?limit=2";
        var first = viewer.get(path);
        var second =
                viewer.get(path + "&page_token=" + first.get("next_page_token").asString());
        var third =
                viewer.get(path + "&page_token=" + second.get("next_page_token").asString());

        assertThat(all).hasSize(5);
        assertThat(first.get("checks").size()).isEqualTo(2);
        assertThat(second.get("checks").size()).isEqualTo(2);
        assertThat(third.get("checks").get(0).get("external_id").asString()).isEqualTo("job 0");
        assertThat(third.has("next_page_token")).isFalse();
    }

    @Test
    void rulesSeeTheLastWordOfEachJobByItsReporter() {
        Version version = lab.aVersion(ci);
        report(ci, version, tests("1", "queued"));
        var reported = report(ci, version, tests("1", "passed")).json();

        List<CheckResult> results = lab.server().part(CheckQueries.class).results(lab.idOf(version));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.name()).isEqualTo("tests");
            assertThat(result.state()).isEqualTo(CheckResult.State.PASSED);
            assertThat(result.reporter().value())
                    .isEqualTo(reported.get("reporter_id").asString());
            assertThat(result.at()).isEqualTo(reported.get("reported_at").asString());
        });
    }

    @Test
    void theTimelineShowsEachReport() {
        Version version = lab.aVersion(ci);
        report(ci, version, with(tests("1", "passed"), "summary", "all well"));

        var newest = viewer.get(version.path() + "/timeline")
                .get("events")
                .valueStream()
                .filter(event -> event.get("type").asString().equals("model-version.check-reported"))
                .findFirst()
                .orElseThrow();

        assertThat(newest.get("comment").asString()).isEqualTo("all well");
        assertThat(newest.at("/details/check").asString()).isEqualTo("tests");
        assertThat(newest.at("/details/state").asString()).isEqualTo("passed");
        assertThat(newest.get("actor").asString()).isEqualTo("jenkins");
    }

    @Test
    void whatDoesNotFollowIsRefused() {
        Version version = lab.aVersion(ci);
        report(ci, version, tests("1", "running"));
        refused(409, "check-moved-on", "cannot go back to queued", ci, version, tests("1", "queued"));
        refused(403, "not-the-reporter", "external_id of your own", otherCi, version, tests("1", "passed"));
        refused(403, "not-the-reporter", "external_id of your own", lab.admin(), version, tests("1", "running"));
        report(ci, version, tests("1", "failed"));
        refused(409, "check-moved-on", "final", ci, version, tests("1", "passed"));
        refused(
                409,
                "check-reported-otherwise",
                "no digest",
                ci,
                version,
                with(tests("1", "failed"), "digest", "ab".repeat(32)));
    }

    @Test
    void viewersReportNothing() {
        refused(403, "permission-missing", "contributor", viewer, lab.aVersion(ci), tests("1", "passed"));
    }

    @ParameterizedTest
    @CsvSource({
        "state, done, 'queued, running, passed or failed'",
        "state, PASSED, 'queued, running, passed or failed'",
        "state, , 'state'",
        "check, , 'check'",
        "check, ' x', visible",
        "external_id, , 'external_id'",
        "link, javascript:alert(1), https",
        "link, https://user:pass@ci/1, without user and password",
        "digest, abc, 64 hexadecimal digits"
    })
    void badFieldsAreNamed(String field, String value, String words) {
        Map<String, String> report = with(tests("1", "passed"), field, value == null ? "" : value);
        refused(400, null, words, ci, lab.aVersion(ci), report);
    }

    @Test
    void namesHaveAnEnd() {
        Version version = lab.aVersion(ci);
        refused(400, "parameter-invalid", "200", ci, version, with(tests("1", "passed"), "check", "x".repeat(201)));
        refused(400, "parameter-invalid", "200", ci, version, tests("x".repeat(201), "passed"));
        refused(
                400,
                "parameter-invalid",
                "'summary'",
                ci,
                version,
                with(tests("1", "passed"), "summary", "x".repeat(65_536)));
        refused(
                400,
                "parameter-invalid",
                "2048",
                ci,
                version,
                with(tests("1", "passed"), "link", "https://ci/" + "x".repeat(2048)));
    }

    @Test
    void unknownAndDeletedVersionsAreNotFound() {
        Version version = lab.aVersion(ci);
        refused(
                404,
                "version-not-found",
                "version=99",
                ci,
                new Version(version.model(), "99", ""),
                tests("1", "passed"));
        refused(400, "parameter-invalid", "integer", ci, new Version(version.model(), "x", ""), tests("1", "passed"));
        report(ci, version, tests("1", "passed"));
        ci.send(
                "DELETE",
                Lab.MLFLOW + "/model-versions/delete?name=" + version.model() + "&version=" + version.number(),
                Map.of());
        refused(404, "version-not-found", "not found", ci, version, tests("1", "failed"));
        assertThat(Lab.get(viewer, version.path() + "/checks").status()).isEqualTo(404);
        assertThat(lab.server()
                        .sql()
                        .queryForObject(
                                "select count(*) from check_reports c where not exists (select from model_versions v "
                                        + "where v.model_id = c.model_id and v.version = c.version)",
                                Long.class))
                .isZero();
    }

    @Test
    void listsAreAskedForProperly() {
        Version version = lab.aVersion(ci);
        for (String query : List.of("limit=0", "limit=x", "limit=1001", "page_token=x", "check=%00")) {
            Answer answer = Lab.get(viewer, version.path() + "/checks?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().get("type").asString()).startsWith("urn:countersign:problem:");
        }
    }

    private static void refused(
            int status, @Nullable String code, String words, Caller who, Version version, Map<String, String> what) {
        Answer answer = report(who, version, what);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().get("detail").asString()).contains(words);
        if (code != null) {
            assertThat(answer.json().get("type").asString()).isEqualTo("urn:countersign:problem:" + code);
        }
        assertThat(answer.headers().firstValue("Countersign-Events")).isEmpty();
    }

    private List<String> listed(Version version, String query) {
        return viewer.get(version.path() + "/checks" + query)
                .get("checks")
                .valueStream()
                .map(check -> check.get("check").asString() + " "
                        + check.get("external_id").asString() + " "
                        + check.get("state").asString())
                .toList();
    }

    private static Answer report(Caller who, Version version, Map<String, String> what) {
        return Lab.json(who, "POST", version.path() + "/checks", what);
    }

    private static Map<String, String> tests(String job, String state) {
        return Map.of("check", "tests", "external_id", job, "state", state);
    }

    private static Map<String, String> with(Map<String, String> report, String field, String value) {
        Map<String, String> changed = new HashMap<>(report);
        changed.put(field, value);
        return changed;
    }
}
