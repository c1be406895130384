package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.program.Http.Answer;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be understood is refused by the error of the contract, in words that help, and changes nothing. */
class BadInputIT extends RefusedRequests {

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
