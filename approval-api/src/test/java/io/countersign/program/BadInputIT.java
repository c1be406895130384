package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.program.Http.Answer;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is refused by the error of the contract, in words that help, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class BadInputIT {

    private static final String NOBODY = "0123456789abcdef0123456789abcdef";
    private static final String NO_EXPERIMENT = "99999999";

    private Http scientist;
    private Http reviewer;
    private EventLog log;

    @BeforeAll
    void aTeam() {
        scientist = Person.withRole(TheServer.shared(), "contributor").http();
        reviewer = Person.withRole(TheServer.shared(), "reviewer").http();
        log = new EventLog(TheServer.shared().database());
    }

    private Answer post(String route, Map<String, ?> fields) {
        return scientist.post(Http.API + route, fields);
    }

    private Answer get(String route, Map<String, ?> query) {
        return scientist.get(Http.API + route, query);
    }

    private Answer delete(String route, Map<String, ?> query) {
        StringBuilder all = new StringBuilder(Http.API + route + "?");
        query.forEach(
                (name, value) -> all.append(name).append('=').append(value).append('&'));
        return scientist.send("DELETE", all.toString().replace(" ", "%20"), null);
    }

    /** Refused with this status and code, for a reason that mentions these words, and nothing came to the log. */
    private void refused(int status, String errorCode, String words, Supplier<Answer> request) {
        int before = log.asked().size();
        Answer answer = request.get();
        assertThat(answer.errorCode()).as(answer.body()).isEqualTo(errorCode);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().get("message").stringValue()).contains(words);
        assertThat(log.asked()).as("the log after a refusal").hasSize(before);
    }

    private String aRun() {
        return post("runs/create", Map.of("experiment_id", "0"))
                .ok()
                .json()
                .at("/run/info/run_id")
                .stringValue();
    }

    private String aModel() {
        String name = "bad input " + Person.unique();
        post("registered-models/create", Map.of("name", name)).ok();
        return name;
    }

    private String aModelWithAVersion() {
        String name = aModel();
        post("model-versions/create", Map.of("name", name, "source", "s3://bucket/files"))
                .ok();
        return name;
    }

    private Map<String, String> toStaging(String model) {
        return Map.of("name", model, "version", "1", "stage", "Staging");
    }

    @Nested
    class UnknownIds {

        @ParameterizedTest
        @CsvSource({
            "runs/get, run_id",
            "artifacts/list, run_id",
            "registered-models/get, name",
            "databricks/registered-models/get, name",
            "experiments/get-by-name, experiment_name"
        })
        void areSaidNotToExist(String route, String field) {
            refused(404, "RESOURCE_DOES_NOT_EXIST", NOBODY, () -> get(route, Map.of(field, NOBODY, "metric_key", "m")));
        }

        @Test
        void ofAnExperimentIsSaidNotToExist() {
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    NO_EXPERIMENT,
                    () -> get("experiments/get", Map.of("experiment_id", NO_EXPERIMENT)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"experiments/delete", "experiments/restore"})
        void ofExperimentsAreNotChanged(String route) {
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    NO_EXPERIMENT,
                    () -> post(route, Map.of("experiment_id", NO_EXPERIMENT)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"experiments/delete", "experiments/restore"})
        void whichNoExperimentCanHaveAreSaidToBeInvalid(String route) {
            refused(400, "INVALID_PARAMETER_VALUE", NOBODY, () -> post(route, Map.of("experiment_id", NOBODY)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "runs/update",
                    "runs/delete",
                    "runs/restore",
                    "runs/log-metric",
                    "runs/log-parameter",
                    "runs/set-tag",
                    "runs/log-batch"
                })
        void ofRunsAreNotChanged(String route) {
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    NOBODY,
                    () -> post(
                            route,
                            Map.of("run_id", NOBODY, "key", "k", "value", "1", "timestamp", "1", "status", "FAILED")));
        }

        @Test
        void ofVersionsAreSaidNotToExist() {
            String model = aModel();
            Map<String, String> version = Map.of("name", model, "version", "7");
            refused(404, "RESOURCE_DOES_NOT_EXIST", "version=7", () -> get("model-versions/get", version));
            refused(404, "RESOURCE_DOES_NOT_EXIST", "version=7", () -> delete("model-versions/delete", version));
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "version=7",
                    () -> post("comments/create", Map.of("name", model, "version", "7", "comment", "x")));
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "version=7",
                    () -> post(
                            "transition-requests/create", Map.of("name", model, "version", "7", "stage", "Staging")));
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "version=7",
                    () -> post("registered-models/alias", Map.of("name", model, "version", "7", "alias", "champion")));
        }

        @Test
        void ofCommentsAndUsersAreSaidNotToExist() {
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    NOBODY,
                    () -> scientist.send(
                            "PATCH", Http.API + "comments/update", "{\"id\":\"" + NOBODY + "\",\"comment\":\"x\"}"));
            refused(404, "RESOURCE_DOES_NOT_EXIST", NOBODY, () -> delete("comments/delete", Map.of("id", NOBODY)));
            refused(404, "RESOURCE_DOES_NOT_EXIST", NOBODY, () -> TheServer.shared()
                    .admin()
                    .get(Http.API + "users/get?username=" + NOBODY));
        }

        @Test
        void ofARunAreNotTakenForAVersion() {
            String model = aModel();
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    NOBODY,
                    () -> post("model-versions/create", Map.of("name", model, "source", "runs:/" + NOBODY + "/m")));
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    NOBODY,
                    () -> post(
                            "model-versions/create",
                            Map.of("name", model, "source", "s3://bucket/files", "run_id", NOBODY)));
        }

        @Test
        void ofRoutesAreSaidNotToBeServed() {
            refused(404, "ENDPOINT_NOT_FOUND", "runs/fly", () -> post("runs/fly", Map.of()));
            refused(404, "ENDPOINT_NOT_FOUND", "/api/9.9", () -> scientist.get("/api/9.9/mlflow/runs/get"));
        }
    }

    @Nested
    class Json {

        @ParameterizedTest
        @ValueSource(strings = {"{", "{\"run_id\": }", "nonsense", "[1,2", "{\"a\":1}}", "\"{\"", "{'a':1}"})
        void thatIsMalformedIsABadRequest(String body) {
            refused(400, "BAD_REQUEST", "JSON", () -> scientist.send("POST", Http.API + "runs/log-batch", body));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "1", "true", "\"1\""})
        void thatIsNoObjectIsABadRequest(String body) {
            refused(400, "BAD_REQUEST", "JSON object", () -> scientist.send("POST", Http.API + "runs/log-batch", body));
        }

        @Test
        void ofTheWrongTypeNamesTheFieldAndTheValue() {
            String run = aRun();
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "timestamp",
                    () -> post("runs/log-metric", Map.of("run_id", run, "key", "m", "value", 1, "timestamp", "noon")));
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "metrics",
                    () -> post("runs/log-batch", Map.of("run_id", run, "metrics", "many")));
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "run_id",
                    () -> post("runs/log-batch", Map.of("run_id", Map.of("a", 1))));
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "max_results",
                    () -> post("runs/search", Map.of("max_results", "all")));
        }

        @Test
        void withoutARequiredFieldNamesIt() {
            refused(400, "INVALID_PARAMETER_VALUE", "'run_id'", () -> post("runs/log-batch", Map.of()));
            refused(400, "INVALID_PARAMETER_VALUE", "'name'", () -> post("registered-models/create", Map.of()));
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "'stage'",
                    () -> post("transition-requests/create", Map.of("name", "x", "version", "1")));
            refused(400, "INVALID_PARAMETER_VALUE", "run_id", () -> get("runs/get", Map.of()));
        }
    }

    @Nested
    class Values {

        @ParameterizedTest
        @ValueSource(strings = {"runs/log-parameter", "runs/set-tag", "runs/log-metric"})
        void withOverLongKeysAreRefused(String route) {
            String run = aRun();
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "250",
                    () -> post(route, Map.of("run_id", run, "key", "k".repeat(251), "value", "1", "timestamp", 1)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"../up", "/root", "a//b", "semi;colon", "new\nline"})
        void withKeysThatCouldBePathsAreRefused(String key) {
            String run = aRun();
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "key",
                    () -> post("runs/log-parameter", Map.of("run_id", run, "key", key, "value", "1")));
        }

        @Test
        void ofAParamDoNotChange() {
            String run = aRun();
            post("runs/log-parameter", Map.of("run_id", run, "key", "k", "value", "a"))
                    .ok();
            post("runs/log-parameter", Map.of("run_id", run, "key", "k", "value", "a"))
                    .ok();
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Changing param values is not allowed",
                    () -> post("runs/log-parameter", Map.of("run_id", run, "key", "k", "value", "b")));
        }

        @Test
        void ofAVersionsNumberAreWholeNumbers() {
            String model = aModelWithAVersion();
            for (String version : new String[] {"one", "0", "-1", "1.5", "99999999999"}) {
                refused(
                        400,
                        "INVALID_PARAMETER_VALUE",
                        version,
                        () -> get("model-versions/get", Map.of("name", model, "version", version)));
            }
        }

        @Test
        void thatNameAPlaceOnTheServersDiskAreRefused() {
            String model = aModel();
            for (String source : new String[] {"/etc/passwd", "file:///etc/passwd", "s3://bucket/../other"}) {
                refused(
                        400,
                        "INVALID_PARAMETER_VALUE",
                        "source",
                        () -> post("model-versions/create", Map.of("name", model, "source", source)));
            }
        }

        @Test
        void ofAFilterThatCannotBeUnderstoodAreRefused() {
            for (String filter : new String[] {"metrics.rmse >", "nonsense", "params.a = 1 OR params.b = 2", "''='"}) {
                refused(
                        400,
                        "INVALID_PARAMETER_VALUE",
                        "",
                        () -> post("runs/search", Map.of("experiment_ids", new String[] {"0"}, "filter", filter)));
            }
        }

        @Test
        void ofAPageTokenThatThisServerDidNotGiveAreRefused() {
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "page token",
                    () -> post("experiments/search", Map.of("page_token", "eyJvZmZzZXQiOjF9")));
        }
    }

    @Nested
    class Names {

        @Test
        void thatExistAreNotGivenTwice() {
            String model = aModel();
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    model,
                    () -> post("registered-models/create", Map.of("name", model)));
            String other = aModel();
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    model,
                    () -> post("registered-models/rename", Map.of("name", other, "new_name", model)));
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    "Default",
                    () -> post("experiments/create", Map.of("name", "Default")));
        }

        @Test
        void ofADeletedExperimentStayTaken() {
            String name = "deleted " + Person.unique();
            String id = post("experiments/create", Map.of("name", name))
                    .ok()
                    .json()
                    .get("experiment_id")
                    .stringValue();
            post("experiments/delete", Map.of("experiment_id", id)).ok();
            refused(400, "RESOURCE_ALREADY_EXISTS", name, () -> post("experiments/create", Map.of("name", name)));
        }
    }

    @Nested
    class Transitions {

        @Test
        void toAStageThatDoesNotExistAreRefused() {
            String model = aModelWithAVersion();
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Canary",
                    () -> post("transition-requests/create", Map.of("name", model, "version", "1", "stage", "Canary")));
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Canary",
                    () -> get("registered-models/get-latest-versions", Map.of("name", model, "stages", "Canary")));
        }

        @Test
        void ofADeletedVersionAreRefused() {
            String model = aModelWithAVersion();
            delete("model-versions/delete", Map.of("name", model, "version", "1"))
                    .ok();
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "version=1",
                    () -> post("transition-requests/create", toStaging(model)));
        }

        @Test
        void askedForTwiceByTheSamePersonAreRefused() {
            String model = aModelWithAVersion();
            post("transition-requests/create", toStaging(model)).ok();
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    "Staging",
                    () -> post("transition-requests/create", toStaging(model)));
        }

        @Test
        void thatWereCancelledCannotBeApproved() {
            String model = aModelWithAVersion();
            post("transition-requests/create", toStaging(model)).ok();
            delete("transition-requests/delete", toStaging(model)).ok();
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "",
                    () -> reviewer.post(Http.API + "transition-requests/approve", toStaging(model)));
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "",
                    () -> reviewer.post(Http.API + "transition-requests/reject", toStaging(model)));
            refused(404, "RESOURCE_DOES_NOT_EXIST", "", () -> delete("transition-requests/delete", toStaging(model)));
        }

        @Test
        void areDecidedByASecondPerson() {
            String model = aModelWithAVersion();
            reviewer.post(Http.API + "transition-requests/create", toStaging(model))
                    .ok();
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "yourself",
                    () -> reviewer.post(Http.API + "transition-requests/approve", toStaging(model)));
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "",
                    () -> reviewer.post(Http.API + "model-versions/transition-stage", toStaging(model)));
            refused(403, "PERMISSION_DENIED", "reviewer", () -> post("transition-requests/approve", toStaging(model)));
        }

        @Test
        void thatArchiveOthersGoToAStageThatServes() {
            String model = aModelWithAVersion();
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Archived",
                    () -> reviewer.post(
                            Http.API + "model-versions/transition-stage",
                            Map.of(
                                    "name",
                                    model,
                                    "version",
                                    "1",
                                    "stage",
                                    "Archived",
                                    "archive_existing_versions",
                                    true)));
        }
    }

    @Nested
    class DeletedRuns {

        @Test
        void takeNothingMore() {
            String run = aRun();
            post("runs/delete", Map.of("run_id", run)).ok();
            for (String route : new String[] {"runs/log-parameter", "runs/set-tag", "runs/log-metric"}) {
                refused(
                        400,
                        "INVALID_PARAMETER_VALUE",
                        "active",
                        () -> post(route, Map.of("run_id", run, "key", "k", "value", "1", "timestamp", 1)));
            }
        }
    }

    @Nested
    class Strangers {

        @Test
        void areAskedToSignIn() {
            Answer answer = Http.anonymous(TheServer.shared().uri()).get(Http.API + "runs/get?run_id=x");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).contains("Sign in");
        }

        @ParameterizedTest
        @CsvSource({
            "PUT, mpu/part/upload/one?expires=1&signature=x, number",
            "PUT, mpu/part/upload/1?expires=soon&signature=x, expires",
            "GET, signed/ab?size=big&name=n&expires=1&signature=x, size"
        })
        void areToldWhichPartOfALinkIsNoNumber(String method, String link, String part) {
            refused(400, "INVALID_PARAMETER_VALUE", "'" + part + "'", () -> Http.anonymous(
                            TheServer.shared().uri())
                    .send(method, "/api/2.0/mlflow-artifacts/" + link, null));
        }

        @Test
        void doNotManageUsers() {
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "admin",
                    () -> post("users/create", Map.of("username", "mallory", "password", "long enough to be one")));
        }
    }
}
