package io.countersign.freeze;

import static io.countersign.lineage.Laboratory.API;
import static io.countersign.lineage.Laboratory.MLFLOW;
import static io.countersign.lineage.Laboratory.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.assembly.AtOnce;
import io.countersign.assembly.Caller;
import io.countersign.identity.Person;
import io.countersign.lineage.Laboratory;
import io.countersign.lineage.LineageNode;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dataset turns out to be wrong: what rests on it is found and frozen at once, and thawed by somebody else. */
class FreezeRoutesTest {

    @AutoClose
    private static final Laboratory LAB = new Laboratory();

    private final String dataset = unique("customers") + "@d1";
    private final String model = unique("churn");

    /** In Production, under an alias, and asked for by a deployment. */
    private String served() {
        String run = LAB.run();
        LAB.reads(run, dataset.substring(0, dataset.indexOf('@')), "d1");
        LAB.model(model);
        String version = LAB.version(model, "runs:/" + run + "/model", run);
        LAB.server().settle();
        LAB.promote(model, version, "Production");
        LAB.as("ann")
                .post(MLFLOW + "/registered-models/alias", Map.of("name", model, "alias", "blue", "version", version));
        assertThat(gate("&deployment=checkout")).startsWith("allow");
        return run;
    }

    @Test
    void theImpactOfADatasetIsAllThatSomebodyReliesOnWithTheWayThere() {
        String run = served();
        String unrelated = unique("other");
        LAB.model(unrelated);
        LAB.version(unrelated, "s3://b/m", "");
        String id = LAB.idOf(model);
        String open = LAB.ask(model, Map.of("kind", "alias", "version", "1", "alias", "champion"));

        JsonNode impact = LAB.as("ann").get(API + "/lineage/dataset/" + dataset + "/impact");

        assertThat(impact.get("totals").toString())
                .isEqualTo(
                        "{\"alias\":1,\"approval\":1,\"deployment\":1,\"model-version\":1,\"request\":1,\"stage\":1}");
        assertThat(impact.get("affected").findValuesAsString("key"))
                .contains(
                        "model-version/" + id + "/1",
                        "stage/" + id + "/Production",
                        "alias/" + id + "/blue",
                        "request/" + open,
                        "deployment/checkout");
        for (JsonNode affected : impact.get("affected")) {
            String way = "[\"dataset/" + dataset + "\",\"run/" + run + "\",\"model-version/" + id + "/1\"";
            assertThat(affected.get("path").toString()).startsWith(way);
            assertThat(affected.get("path").get(affected.get("path").size() - 1))
                    .isEqualTo(affected.get("key"));
        }
        JsonNode first = LAB.as("ann").get(API + "/lineage/dataset/" + dataset + "/impact?limit=1");
        assertThat(first.get("affected")).hasSize(1);
        assertThat(first.get("truncated").asString()).isEqualTo("These are the nearest 1 of 6.");
    }

    @Test
    void onePersonFreezesItAndAnotherThawsIt() {
        served();
        JsonNode freeze = freeze("rita");
        String path = API + "/freezes/" + freeze.get("freeze_id").asString();

        assertThat(freeze.get("state").asString()).isEqualTo("standing");
        assertThat(freeze.get("by").asString()).isEqualTo("rita");
        assertThat(freeze.at("/frozen/0/model").asString()).isEqualTo(model);
        assertThat(freeze.has("pending")).isFalse();
        assertThat(gate("")).isEqualTo("deny [frozen]");
        assertThat(gate("&alias=blue")).isEqualTo("deny [frozen]");
        assertThat(refused(
                        "ann",
                        "POST",
                        MLFLOW + "/registered-models/alias",
                        Map.of("name", model, "alias", "green", "version", "1"),
                        400))
                .contains("Version 1 of " + model + " is frozen");
        String request = LAB.ask(model, Map.of("kind", "alias", "version", "1", "alias", "champion"));
        assertThat(refused("rob", "POST", API + "/requests/" + request + "/approve", Map.of(), 409))
                .contains("version-frozen");
        assertThat(refused("rita", "POST", path + "/lift", Map.of("reason", "It was right."), 403))
                .contains("own-freeze");
        assertThat(refused("ann", "POST", path + "/lift", Map.of("reason", "It was right."), 403))
                .contains("Permission denied");

        LAB.server().settle();
        JsonNode lifted = LAB.as("rob").post(path + "/lift", Map.of("reason", "It was right."));

        assertThat(lifted.get("state").asString()).isEqualTo("lifted");
        assertThat(lifted.get("lifted_by").asString()).isEqualTo("rob");
        assertThat(lifted.has("frozen")).isFalse();
        assertThat(gate("")).startsWith("allow");
        LAB.approve("rob", request);
        assertThat(LAB.as("ann").get(path).get("lifted_for").asString()).isEqualTo("It was right.");
        LAB.server().settle();
        assertThat(changesOfTheGate()).contains("[frozen]", "[approved]");
    }

    @Test
    void whatComesLaterAndRestsOnItIsFrozenToo() {
        served();
        String freeze = freeze("rita").get("freeze_id").asString();
        String run = LAB.run();
        LAB.reads(run, dataset.substring(0, dataset.indexOf('@')), "d1");
        String late = LAB.version(model, "runs:/" + run + "/model", run);
        String before = LAB.version(model, "s3://b/m", "");

        LAB.server().settle();

        assertThat(LAB.as("ann").get(API + "/freezes/" + freeze).get("frozen").findValuesAsString("version"))
                .containsExactly("1", late);
        assertThat(refused(
                        "ann",
                        "POST",
                        MLFLOW + "/registered-models/alias",
                        Map.of("name", model, "alias", "green", "version", late),
                        400))
                .contains("is frozen");
        LAB.as("ann")
                .post(MLFLOW + "/registered-models/alias", Map.of("name", model, "alias", "green", "version", before));
    }

    /** As if the server had been killed between the withdrawal and the freeze. */
    @Test
    void whatWasLeftUndoneIsDone() {
        served();
        Person rita = Person.reviewer();
        LAB.server()
                .send(
                        rita,
                        new WithdrawalCommand.Declare(
                                new WithdrawalId(Uuid7.hex()),
                                LineageNode.dataset(dataset.substring(0, dataset.indexOf('@')), "d1"),
                                rita.actor(),
                                LAB.server().part(Vault.class).seal(rita.subject(), "wrong")));
        LAB.server().settle();

        assertThat(gate("")).isEqualTo("deny [frozen]");
    }

    /** As if another server had frozen it on what it had read before the freeze was lifted. */
    @Test
    void whatIsFrozenForNothingIsThawed() {
        served();
        String freeze = freeze("rita").get("freeze_id").asString();
        LAB.as("rob").post(API + "/freezes/" + freeze + "/lift", Map.of("reason", "It was right."));
        LAB.server()
                .part(CommandSender.class)
                .send(
                        new FreezeCommand.Freeze(
                                new ModelId(LAB.idOf(model)),
                                new WithdrawalId(freeze),
                                List.of(1),
                                SignedIn.SYSTEM.actor()),
                        SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
        assertThat(gate("")).isEqualTo("deny [frozen]");

        LAB.server().settle();

        assertThat(gate("")).startsWith("allow");
    }

    /** Whichever comes first: once the freeze is answered, nothing that was decided before it serves. */
    @Test
    void anApprovalAndAFreezeInARaceNeverLeaveAnOpenGate() throws InterruptedException {
        String run = LAB.run();
        LAB.reads(run, dataset.substring(0, dataset.indexOf('@')), "d1");
        LAB.model(model);
        List<String> requests = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            String version = LAB.version(model, "runs:/" + run + "/model", run);
            requests.add(LAB.ask(model, Map.of("kind", "alias", "version", version, "alias", "prod")));
        }
        LAB.server().settle();
        List<Callable<?>> all = new ArrayList<>();
        requests.forEach(request -> all.add(() -> LAB.as("rob")
                .ask(
                        "POST",
                        API + "/requests/" + request + "/approve",
                        BodyPublishers.ofString("{}"),
                        "Content-Type",
                        "application/json")
                .status()));
        all.add(6, () -> freeze("rita"));

        List<AtOnce.Answer> answers = AtOnce.all(all);

        assertThat(answers).allMatch(AtOnce.Answer::succeeded);
        Caller.Answer gate = LAB.as("ann").exchange("GET", API + "/gate?model=" + model + "&alias=prod", "");
        assertThat(gate.text()).contains("\"deny\"").containsAnyOf("\"frozen\"", "\"not-there\"");
        Long afterwards = LAB.server().sql().queryForObject("""
                        select count(*) from log.domain_event_entry later
                        where aggregate_identifier = ? and payload_type = 'registered-model.alias-set'
                        and sequence_number > (
                            select min(sequence_number) from log.domain_event_entry frozen
                            where frozen.aggregate_identifier = later.aggregate_identifier
                            and payload_type = 'registered-model.versions-frozen')""", Long.class, "model/" + LAB.idOf(model));
        assertThat(afterwards).as("aliases set after the freeze").isZero();
    }

    @Test
    void repeatedWithItsKeyItIsTheSameFreezeAndTellsHowFarItHasCome() {
        served();
        String body = "{\"kind\":\"dataset\",\"id\":\"" + dataset + "\",\"reason\":\"wrong\"}";
        String key = Uuid7.hex();
        Caller.Answer first = withKey(key, body);
        Caller.Answer again = withKey(key, body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.json().get("frozen")).hasSize(1);
        assertThat(refused(
                        "rob",
                        "POST",
                        API + "/freezes",
                        Map.of("kind", "dataset", "id", dataset, "reason", "wrong"),
                        409))
                .contains("withdrawal-exists");
    }

    @Test
    void whatCannotBeWithdrawnIsRefusedPrecisely() {
        assertThat(refused(
                        "rita",
                        "POST",
                        API + "/freezes",
                        Map.of("kind", "stage", "id", "x/Production", "reason", "r"),
                        400))
                .contains("use one of these: dataset, commit, run, logged-model");
        assertThat(refused("rita", "POST", API + "/freezes", Map.of("kind", "run", "id", "none", "reason", "r"), 404))
                .contains("Nothing is known of a run none.");
        assertThat(refused("rita", "POST", API + "/freezes", Map.of("kind", "run", "id", "none"), 400))
                .contains("reason");
        assertThat(refused("ann", "POST", API + "/freezes", Map.of("kind", "run", "id", "none", "reason", "r"), 403))
                .contains("Permission denied");
        assertThat(refused("rob", "POST", API + "/freezes/none/lift", Map.of("reason", "r"), 404))
                .contains("There is no freeze none");
        assertThat(refused("rob", "GET", API + "/gate?model=x&deployment=%20", Map.of(), 400))
                .contains("'deployment'");
    }

    @Test
    void deploymentsThatTakeTheNewestRestOnThatAlone() {
        String run = served();
        String second = LAB.version(model, "runs:/" + run + "/model", run);
        LAB.server().settle();
        LAB.promote(model, second, "Production");
        gate("&deployment=newest");
        gate("&deployment=newest");
        String id = LAB.idOf(model);

        assertThat(sourcesOf("newest")).containsExactly("model-version/" + id + "/" + second);

        LAB.promote(model, second, "Archived");
        gate("&deployment=newest");
        assertThat(sourcesOf("newest")).containsExactly("model-version/" + id + "/1");
        LAB.promote(model, "1", "Archived");
        assertThat(gate("&deployment=newest")).isEqualTo("deny [not-there]");
        assertThat(LAB.as("ann")
                        .exchange("GET", API + "/lineage/deployment/newest", "")
                        .status())
                .isEqualTo(404);
        assertThat(LAB.server()
                        .sql()
                        .queryForObject(
                                "select count(*) from log.domain_event_entry where aggregate_identifier = ?",
                                Long.class,
                                "gate/" + id + "/newest"))
                .isEqualTo(3);
    }

    private static List<String> sourcesOf(String deployment) {
        return LAB.as("ann")
                .get(API + "/lineage/deployment/" + deployment + "?direction=up&depth=1")
                .get("edges")
                .findValuesAsString("source");
    }

    private static Caller.Answer withKey(String key, String body) {
        return LAB.as("rita")
                .ask(
                        "POST",
                        API + "/freezes",
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key);
    }

    private JsonNode freeze(String who) {
        return LAB.as(who)
                .post(API + "/freezes", Map.of("kind", "dataset", "id", dataset, "reason", "Half of it was made up."));
    }

    private String gate(String more) {
        JsonNode answer = LAB.as("ann").get(API + "/gate?model=" + model + more);
        return answer.get("answer").asString() + " " + answer.get("reasons").findValuesAsString("code");
    }

    private List<String> changesOfTheGate() {
        List<String> reasons = new ArrayList<>();
        for (JsonNode event : LAB.as("ann")
                .get(API + "/models/" + model + "/versions/1/timeline?limit=200")
                .get("events")) {
            if (event.get("type").asString().equals("gate.answer-changed")) {
                reasons.add("[" + event.at("/details/reasons").asString() + "]");
            }
        }
        return reasons;
    }

    private static String refused(String who, String method, String path, Map<String, ?> body, int status) {
        Caller.Answer answer = LAB.as(who)
                .ask(
                        method,
                        path,
                        BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)),
                        "Content-Type",
                        "application/json");
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(status);
        return answer.text();
    }
}
