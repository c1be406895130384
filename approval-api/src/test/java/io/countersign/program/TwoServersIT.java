package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.AtOnce;
import io.countersign.database.DatabaseAddress;
import io.countersign.program.Http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Two processes on one database decide as one would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class TwoServersIT {

    private static final int THREADS = 8;

    private ServerProcess one;
    private ServerProcess other;
    private Person scientist;
    private Person reviewer;

    @BeforeAll
    void twoServersOnOneDatabase() {
        one = ServerProcess.start(Program.scratch("one"), "--kafka=off");
        DatabaseAddress database = one.database();
        String url = database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
        other = ServerProcess.start(
                Program.scratch("other"),
                "--kafka=off",
                "--database=" + url,
                "--secret-key-file=" + one.data().resolve("secret.key"));
        scientist = Person.withRole(one, "contributor");
        reviewer = Person.withRole(other, "reviewer");
    }

    @AfterAll
    void end() {
        other.close();
        one.close();
    }

    @RepeatedTest(3)
    void approvalsThatRaceForProductionLeaveOneVersionThere() throws InterruptedException {
        String model = aModel();
        List<String> versions =
                IntStream.range(0, THREADS).mapToObj(each -> aVersionOf(model)).toList();
        versions.forEach(version -> requested(model, version));

        List<Callable<?>> approvals = new ArrayList<>();
        for (String version : versions) {
            Http at = reviewer.on(serverOf(approvals.size())).http();
            approvals.add(() -> at.post(Http.API + "transition-requests/approve", approvalOf(model, version)));
        }
        assertThat(AtOnce.all(approvals)).allMatch(answer -> status(answer) == 200);

        for (ServerProcess server : List.of(one, other)) {
            assertThat(stagesOf(model, server))
                    .hasSize(THREADS)
                    .containsOnly("Production", "Archived")
                    .containsOnlyOnce("Production");
        }
    }

    @RepeatedTest(3)
    void registrationsThatRaceForOneNameLeaveOneModel() throws InterruptedException {
        String name = "sought after " + Person.unique();
        List<Callable<?>> registrations = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Http at = scientist.on(serverOf(thread)).http();
            registrations.add(() -> at.post(Http.API + "registered-models/create", Map.of("name", name)));
        }

        List<AtOnce.Answer> answers = AtOnce.all(registrations);

        assertThat(answers).filteredOn(answer -> status(answer) == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> status(answer) != 200)
                .extracting(TwoServersIT::errorCode)
                .containsOnly("RESOURCE_ALREADY_EXISTS");
    }

    /** Each step is possible only because of the one before, which the server that is asked did not see. */
    @Test
    void nobodyIsRefusedForWhatTheOtherServerHasChangedSince() {
        String model = aModel();
        String version = aVersionOf(model);
        Map<String, Object> request = Map.of("name", model, "version", version, "stage", "Staging");
        for (int round = 0; round < 20; round++) {
            Http here = scientist.on(serverOf(round)).http();
            Http there = reviewer.on(serverOf(round + 1)).http();
            here.post(Http.API + "transition-requests/create", request).ok();
            there.post(Http.API + "transition-requests/reject", request).ok();
            here.post(Http.API + "transition-requests/create", request).ok();
            there.post(Http.API + "transition-requests/reject", request).ok();
        }
    }

    /** Each writes to the run and then reads at the other what it wrote. */
    @Test
    void whatOneHasAcknowledgedTheOtherShows() {
        String run = scientist
                .http()
                .post(Http.API + "runs/create", Map.of())
                .ok()
                .json()
                .at("/run/info/run_id")
                .asString();
        for (int step = 0; step < 20; step++) {
            scientist
                    .on(serverOf(step))
                    .http()
                    .post(Http.API + "runs/log-parameter", Map.of("run_id", run, "key", "p" + step, "value", "v"))
                    .ok();
            JsonNode params = scientist
                    .on(serverOf(step + 1))
                    .http()
                    .get(Http.API + "runs/get?run_id=" + run)
                    .ok()
                    .json()
                    .at("/run/data/params");
            assertThat(params.size()).isEqualTo(step + 1);
        }
    }

    @Test
    void aPasswordThatIsChangedOnOneIsNoLongerTakenByTheOther() {
        Person leaver = Person.withRole(one, "viewer");
        String route = Http.API + "experiments/get?experiment_id=0";
        assertThat(leaver.on(other).http().get(route).status()).isEqualTo(200);

        one.admin()
                .send(
                        "PATCH",
                        Http.API + "users/update-password",
                        "{\"username\": \"" + leaver.name() + "\", \"password\": \"another password than before\"}")
                .ok();

        assertThat(leaver.on(one).http().get(route).status()).isEqualTo(401);
        Until.require(
                Duration.ofSeconds(2),
                () -> leaver.on(other).http().get(route).status() == 401,
                () -> "the other server still takes the old password");
    }

    private ServerProcess serverOf(int number) {
        return number % 2 == 0 ? one : other;
    }

    private String aModel() {
        String name = "shared " + Person.unique();
        scientist
                .http()
                .post(Http.API + "registered-models/create", Map.of("name", name))
                .ok();
        return name;
    }

    private String aVersionOf(String model) {
        return scientist
                .http()
                .post(Http.API + "model-versions/create", Map.of("name", model, "source", "s3://bucket/files"))
                .ok()
                .json()
                .at("/model_version/version")
                .asString();
    }

    private void requested(String model, String version) {
        scientist
                .http()
                .post(
                        Http.API + "transition-requests/create",
                        Map.of("name", model, "version", version, "stage", "Production"))
                .ok();
    }

    private static Map<String, Object> approvalOf(String model, String version) {
        return Map.of("name", model, "version", version, "stage", "Production", "archive_existing_versions", true);
    }

    private List<String> stagesOf(String model, ServerProcess server) {
        JsonNode found = scientist
                .on(server)
                .http()
                .get(Http.API + "model-versions/search", Map.of("filter", "name = '" + model + "'"))
                .ok()
                .json();
        return StreamSupport.stream(found.path("model_versions").spliterator(), false)
                .map(version -> version.path("current_stage").asString())
                .toList();
    }

    private static int status(AtOnce.Answer answer) {
        return answer.value() instanceof Answer http ? http.status() : 0;
    }

    private static String errorCode(AtOnce.Answer answer) {
        return answer.value() instanceof Answer http ? http.errorCode() : String.valueOf(answer.failure());
    }
}
