package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.governance.Office;
import io.countersign.signing.Secrets;
import io.countersign.signing.Signatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files in {@code infra/deploy/ci} do what they say: the script itself, and the steps of each system by a plain shell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class CiFilesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOLDER = ROOT.resolve("infra/deploy/ci");
    private static final String SCRIPT = "countersign.sh";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"test\": 2432232314, \"says\": \"what's \\\\ \\\"signed\\\"\"}";

    @AutoClose
    private final Office office = new Office();

    @TempDir
    private Path folder;

    private Caller ann;
    private Caller rita;
    private Caller ci;

    private record Ended(int status, String said) {}

    @BeforeAll
    void theyAreHired() {
        ann = office.hire("ann", "contributor");
        rita = office.hire("rita", "reviewer");
        ci = office.hire("ci", "contributor");
    }

    @Test
    void aSignedBodyIsKnownFromOthers() throws Exception {
        Map<String, String> headers = signed(Instant.now());
        Files.writeString(folder.resolve("body"), BODY);
        Files.writeString(folder.resolve("other"), BODY + " ");

        assertThat(script(headers, "verify", "body").status()).isZero();
        assertThat(script(headers, "verify", "other").status()).isEqualTo(1);
        assertThat(script(with(headers, "WEBHOOK_ID", "msg_other"), "verify", "body")
                        .status())
                .isEqualTo(1);
        assertThat(script(with(headers, "COUNTERSIGN_SECRET", Secrets.generate()), "verify", "body")
                        .status())
                .isEqualTo(1);
        assertThat(script(signed(Instant.now().minusSeconds(400)), "verify", "body"))
                .isEqualTo(new Ended(1, "countersign: the message is from another time\n"));
    }

    @Test
    void duringARotationEitherSignatureWillDo() throws Exception {
        Map<String, String> headers = signed(Instant.now());
        Files.writeString(folder.resolve("body"), BODY);

        assertThat(script(
                                with(
                                        headers,
                                        "WEBHOOK_SIGNATURE",
                                        "v1,AAAA " + headers.getOrDefault("WEBHOOK_SIGNATURE", "")),
                                "verify",
                                "body")
                        .status())
                .isZero();
    }

    @Test
    void theStandardsOwnSampleIsSigned() throws Exception {
        Files.writeString(folder.resolve("body"), "{\"test\": 2432232314}");
        Map<String, String> headers = Map.of(
                "COUNTERSIGN_SECRET", SECRET,
                "COUNTERSIGN_TOLERANCE", "99999999999",
                "WEBHOOK_ID", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "WEBHOOK_TIMESTAMP", "1614265330",
                "WEBHOOK_SIGNATURE", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        assertThat(script(headers, "verify", "body").said()).isEqualTo("countersign: signed\n");
    }

    @Test
    void aCheckIsReportedWhateverTheNamesHaveInThem() throws Exception {
        String model = "price.v2 of \"tea\" & ü?";
        ann.post(Office.MLFLOW + "/registered-models/create", Map.of("name", model));
        ann.post(Office.MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        Files.writeString(folder.resolve("report.xml"), "<ok/>");

        Ended ended = script(
                account(),
                "check",
                model,
                "1",
                "a \\ \"check\"",
                "job 1",
                "passed",
                "https://ci.example.com/1",
                "report.xml");

        assertThat(ended.status()).as(ended.said()).isZero();
        JsonNode check = checks("price.v2%20of%20%22tea%22%20%26%20%C3%BC%3F").get(0);
        assertThat(check.get("check").asString()).isEqualTo("a \\ \"check\"");
        assertThat(check.get("reporter").asString()).isEqualTo("ci");
        assertThat(check.get("digest").asString()).hasSize(64);
    }

    @Test
    void whatIsRefusedIsSaidAndIsNoYes() throws Exception {
        String model = Office.aModel(ann);

        assertThat(script(account(), "check", model, "1", "tests", "1", "perfect")
                        .said())
                .contains("use queued, running");
        assertThat(script(account(), "check", model, "1", "tests", "1", "perfect")
                        .status())
                .isEqualTo(2);
        assertThat(script(account(), "check", model, "7", "tests", "1", "passed")
                        .status())
                .isEqualTo(2);
        assertThat(script(with(account(), "COUNTERSIGN_PASSWORD", "wrong"), "gate", model, "1")
                        .status())
                .isEqualTo(2);
        assertThat(script(Map.of(), "gate", model, "1").said()).contains("COUNTERSIGN_URL is not set");
        assertThat(script(account(), "gate").said()).contains("use verify BODY_FILE");
    }

    @Test
    void theGateLetsThroughWhatWasApprovedAndNothingElse() throws Exception {
        String model = Office.aModel(ann);
        assertThat(script(account(), "gate", model, "1").status()).isEqualTo(1);

        approved(model);

        assertThat(script(account(), "gate", model, "1").status()).isZero();
        assertThat(script(account(), "gate", model, "1", "Staging").status()).isEqualTo(1);
    }

    @Test
    void theStepsOfGitHubActionsCheckAndDeploy() throws Exception {
        String model = Office.aModel(ann);
        Map<String, String> variables = variables(model);
        variables.put("JOB", "github-1-1");
        variables.put("LINK", "https://github.example.com/actions/runs/1");

        for (String name : List.of("Verify", "Begin", "Test", "Passed")) {
            run(step("check", name), variables);
        }
        assertThat(checks(model)).hasSize(1);
        assertThat(checks(model).get(0).get("state").asString()).isEqualTo("passed");

        assertThat(shell(step("deploy", "Gate"), variables).status()).isEqualTo(1);
        approved(model);
        for (String name : List.of("Verify", "Gate", "Deploy")) {
            run(step("deploy", name), variables);
        }
        assertThat(folder.resolve("deployed")).exists();
    }

    @Test
    void theStepsOfGitLabCheckAndDeploy() throws Exception {
        String model = Office.aModel(ann);
        Map<String, String> variables = variables(model);
        variables.put("CI_JOB_ID", "99");
        variables.put("CI_JOB_URL", "https://gitlab.example.com/jobs/99");
        variables.put("CI_JOB_STATUS", "failed");

        run(script("verify", "script"), variables);
        run(script("check", "script"), variables);
        run(script("check", "after_script"), variables);
        assertThat(checks(model).get(0).get("state").asString()).isEqualTo("failed");

        assertThat(shell(script("deploy", "script"), variables).status()).isEqualTo(1);
        assertThat(folder.resolve("deployed")).doesNotExist();
        approved(model);
        run(script("deploy", "script"), variables);
        assertThat(folder.resolve("deployed")).exists();
    }

    @Test
    void expressionsOfGitHubStandWhereTheShellDoesNotReadThem() throws Exception {
        for (String job : List.of("check", "deploy")) {
            assertThat(steps(job).filter(step -> step.has("run")))
                    .isNotEmpty()
                    .allSatisfy(step -> assertThat(step.get("run").asString()).doesNotContain("${{"));
        }
    }

    private void approved(String model) {
        String request = Office.asked(ann, model);
        Office.send(rita, "POST", "/requests/" + request + "/approve", Map.of());
    }

    private JsonNode checks(String model) {
        return Office.get(rita, "/models/" + model + "/versions/1/checks").get("checks");
    }

    private Map<String, String> variables(String model) {
        Map<String, String> variables = new TreeMap<>(signed(Instant.now()));
        variables.putAll(account());
        variables.put("BODY", BODY);
        variables.put("MODEL", model);
        variables.put("VERSION", "1");
        variables.put("STAGE", "Production");
        variables.put("CHECK", "integration-tests");
        variables.put("TEST_COMMAND", "true");
        variables.put("DEPLOY_COMMAND", "touch deployed");
        return variables;
    }

    private Map<String, String> account() {
        return Map.of(
                "COUNTERSIGN_URL", office.server().url(),
                "COUNTERSIGN_USER", ci.username(),
                "COUNTERSIGN_PASSWORD", ci.password());
    }

    private static Map<String, String> signed(Instant at) {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Signatures.standard("msg_1", at, body, List.of(Secrets.standardKey(SECRET)));
        return Map.of(
                "COUNTERSIGN_SECRET",
                SECRET,
                "WEBHOOK_ID",
                "msg_1",
                "WEBHOOK_TIMESTAMP",
                Long.toString(at.getEpochSecond()),
                "WEBHOOK_SIGNATURE",
                headers.get("webhook-signature"));
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        Map<String, String> changed = new TreeMap<>(variables);
        changed.put(name, value);
        return changed;
    }

    private static String step(String job, String name) throws IOException {
        return steps(job)
                .filter(step -> step.path("name").asString("").equals(name))
                .map(step -> step.get("run").asString())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> steps(String job) throws IOException {
        return yaml("github-actions.yml").at("/jobs/" + job + "/steps").valueStream();
    }

    private static String script(String job, String part) throws IOException {
        return yaml("gitlab-ci.yml")
                .at("/" + job + "/" + part)
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode yaml(String file) throws IOException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(file)));
        return JsonMapper.shared().valueToTree(read);
    }

    private void run(String commands, Map<String, String> variables) throws Exception {
        Ended ended = shell(commands, variables);
        assertThat(ended.status()).as(ended.said()).isZero();
    }

    /** As both systems do it: the first command that fails ends the step. */
    private Ended shell(String commands, Map<String, String> variables) throws Exception {
        Path here = Files.createDirectories(folder.resolve("infra/deploy/ci")).resolve(SCRIPT);
        if (!Files.exists(here)) {
            Files.copy(FOLDER.resolve(SCRIPT), here, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return execute(variables, List.of("/bin/sh", "-e", "-c", commands));
    }

    private Ended script(Map<String, String> variables, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(FOLDER.resolve(SCRIPT).toString()));
        command.addAll(List.of(arguments));
        return execute(variables, command);
    }

    private Ended execute(Map<String, String> variables, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
