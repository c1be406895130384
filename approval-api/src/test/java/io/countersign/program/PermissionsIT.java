package io.countersign.program;

import static io.countersign.permission.PermissionLevel.CAN_MANAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.ml.ApproveTransitionRequest;
import com.databricks.sdk.service.ml.CreateExperiment;
import com.databricks.sdk.service.ml.CreateModelRequest;
import com.databricks.sdk.service.ml.CreateModelVersionRequest;
import com.databricks.sdk.service.ml.CreateRun;
import com.databricks.sdk.service.ml.CreateTransitionRequest;
import com.databricks.sdk.service.ml.DeleteRun;
import com.databricks.sdk.service.ml.DeleteRuns;
import com.databricks.sdk.service.ml.Experiment;
import com.databricks.sdk.service.ml.ExperimentAccessControlRequest;
import com.databricks.sdk.service.ml.ExperimentPermissionLevel;
import com.databricks.sdk.service.ml.ExperimentPermissionsRequest;
import com.databricks.sdk.service.ml.ExperimentsAPI;
import com.databricks.sdk.service.ml.GetRunRequest;
import com.databricks.sdk.service.ml.ListExperimentsRequest;
import com.databricks.sdk.service.ml.ModelRegistryAPI;
import com.databricks.sdk.service.ml.RegisteredModelAccessControlRequest;
import com.databricks.sdk.service.ml.RegisteredModelAccessControlResponse;
import com.databricks.sdk.service.ml.RegisteredModelPermission;
import com.databricks.sdk.service.ml.RegisteredModelPermissionLevel;
import com.databricks.sdk.service.ml.RegisteredModelPermissions;
import com.databricks.sdk.service.ml.RegisteredModelPermissionsDescription;
import com.databricks.sdk.service.ml.RegisteredModelPermissionsRequest;
import com.databricks.sdk.service.ml.RestoreRuns;
import com.databricks.sdk.service.ml.SetModelTagRequest;
import com.databricks.sdk.service.ml.TransitionModelVersionStageDatabricks;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what with one model or experiment beyond what their role gives, as Databricks' clients say it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PermissionsIT {

    private ServerProcess server;
    private EventLog log;
    private Person admin;
    private Person creator;
    private Person reviewer;
    private Person viewer;

    @BeforeAll
    void aTeam() {
        server = TheServer.shared();
        log = new EventLog(server.database());
        admin = Person.admin(server);
        creator = Person.withRole(server, "contributor");
        reviewer = Person.withRole(server, "reviewer");
        viewer = Person.withRole(server, "viewer");
    }

    private static ModelRegistryAPI registry(Person person) {
        return person.databricks().modelRegistry();
    }

    private static ExperimentsAPI experiments(Person person) {
        return person.databricks().experiments();
    }

    /** By the creator. */
    private String aModel() {
        String name = "shared " + Person.unique();
        registry(creator).createModel(new CreateModelRequest().setName(name));
        return name;
    }

    private String aVersionOf(String model) {
        return registry(creator)
                .createModelVersion(
                        new CreateModelVersionRequest().setName(model).setSource("s3://bucket/files"))
                .getModelVersion()
                .getVersion();
    }

    private String idOf(String model) {
        return registry(creator).getModel(model).getRegisteredModelDatabricks().getId();
    }

    private void ask(Person person, String model, String version, String stage) {
        registry(person)
                .createTransitionRequest(new CreateTransitionRequest()
                        .setName(model)
                        .setVersion(version)
                        .setStage(stage)
                        .setComment("please"));
    }

    private static void approve(Person person, String model, String version, String stage) {
        registry(person)
                .approveTransitionRequest(new ApproveTransitionRequest()
                        .setName(model)
                        .setVersion(version)
                        .setStage(stage)
                        .setArchiveExistingVersions(false));
    }

    private static RegisteredModelAccessControlRequest to(Person person, PermissionLevel level) {
        return new RegisteredModelAccessControlRequest()
                .setUserName(person.name())
                .setPermissionLevel(RegisteredModelPermissionLevel.valueOf(level.name()));
    }

    private static RegisteredModelPermissionsRequest on(String id, RegisteredModelAccessControlRequest... entries) {
        return new RegisteredModelPermissionsRequest()
                .setRegisteredModelId(id)
                .setAccessControlList(Arrays.asList(entries));
    }

    private void grant(String model, Person person, PermissionLevel level) {
        registry(admin).updatePermissions(on(idOf(model), to(person, level)));
    }

    private String levelOf(Person person, String model) {
        return registry(person)
                .getModel(model)
                .getRegisteredModelDatabricks()
                .getPermissionLevel()
                .name();
    }

    /** Each principal with its levels, those that are inherited in brackets. */
    private static Map<String, String> told(RegisteredModelPermissions permissions) {
        return permissions.getAccessControlList().stream()
                .collect(Collectors.toMap(
                        RegisteredModelAccessControlResponse::getDisplayName,
                        access -> access.getAllPermissions().stream()
                                .map(PermissionsIT::told)
                                .collect(Collectors.joining(" "))));
    }

    private static String told(RegisteredModelPermission held) {
        return held.getInherited()
                ? "[" + held.getPermissionLevel() + " from " + held.getInheritedFromObject() + "]"
                : held.getPermissionLevel().toString();
    }

    @Test
    void whoCreatesAModelManagesItAndSaysWhoElseMayDoWhat() {
        String model = aModel();
        String id = idOf(model);
        assertThat(levelOf(creator, model)).isEqualTo("CAN_MANAGE");
        assertThat(levelOf(viewer, model)).isEqualTo("CAN_READ");

        RegisteredModelPermissions answer =
                registry(creator).updatePermissions(on(id, to(viewer, PermissionLevel.CAN_EDIT)));

        assertThat(answer.getObjectId()).isEqualTo("/registered-models/" + id);
        assertThat(answer.getObjectType()).isEqualTo("registered-model");
        assertThat(told(answer)).isEqualTo(Map.of(creator.name(), "CAN_MANAGE", viewer.name(), "CAN_EDIT"));
        assertThat(told(registry(viewer).getPermissions(id))).isEqualTo(told(answer));
        assertThat(levelOf(viewer, model)).isEqualTo("CAN_EDIT");
        registry(viewer)
                .setModelTag(new SetModelTagRequest().setName(model).setKey("k").setValue("v"));
    }

    @Test
    void whatIsReplacedIsGoneAndAnEmptyListTakesAllOfIt() {
        String model = aModel();
        String id = idOf(model);
        registry(creator).updatePermissions(on(id, to(viewer, PermissionLevel.CAN_EDIT)));

        RegisteredModelPermissions replaced =
                registry(admin).setPermissions(on(id, to(reviewer, PermissionLevel.CAN_MANAGE_STAGING_VERSIONS)));
        assertThat(told(replaced)).isEqualTo(Map.of(reviewer.name(), "CAN_MANAGE_STAGING_VERSIONS"));
        assertThat(levelOf(viewer, model)).isEqualTo("CAN_READ");
        assertThat(levelOf(creator, model)).as("what the role gives").isEqualTo("CAN_EDIT");

        assertThat(registry(admin).setPermissions(on(id)).getAccessControlList())
                .isEmpty();
        assertThatThrownBy(() -> registry(creator).updatePermissions(on(id, to(creator, CAN_MANAGE))))
                .isInstanceOf(PermissionDenied.class);
    }

    @Test
    void everyChangeIsOneEventThatSaysWhoGotWhatAndWhatTheyHadBefore() {
        String id = idOf(aModel());
        String path = "/api/2.0/permissions/registered-models/" + id;
        String entry = "{\"access_control_list\":[{\"user_name\":\"%s\",\"permission_level\":\"%s\"}]}";
        Http http = creator.http();
        assertThat(events(http.send("PATCH", path, entry.formatted(viewer.name(), "CAN_READ"))))
                .isEqualTo("1");
        assertThat(events(http.send("PATCH", path, entry.formatted(viewer.name(), "CAN_READ"))))
                .isEqualTo("0");
        assertThat(events(http.send("PATCH", path, entry.formatted(viewer.name(), "CAN_EDIT"))))
                .isEqualTo("1");

        List<EventLog.Entry> stream = changesOf("registered-models/" + id);

        assertThat(stream).extracting(EventLog.Entry::type).containsOnly("permission.changed");
        assertThat(stream).hasSize(2);
        var last = JsonMapper.shared().readTree(stream.getLast().payload());
        assertThat(last.get("before").toString()).contains("CAN_READ").doesNotContain("CAN_EDIT");
        assertThat(last.get("after").toString()).contains("CAN_EDIT").doesNotContain("CAN_READ");
        assertThat(stream.getLast().payload()).doesNotContain(viewer.name());
    }

    private static String events(Http.Answer answer) {
        return answer.ok().headers().firstValue("Countersign-Events").orElse("none");
    }

    @Test
    void whatIsGrantedToAGroupReachesWhoeverIsInItNow() {
        String model = aModel();
        String group = "risk " + Person.unique();
        Person member = Person.withRole(server, "viewer");
        member.belongsTo(server, group);
        registry(creator)
                .updatePermissions(on(
                        idOf(model),
                        new RegisteredModelAccessControlRequest()
                                .setGroupName(group)
                                .setPermissionLevel(RegisteredModelPermissionLevel.CAN_EDIT)));
        assertThat(levelOf(member, model)).isEqualTo("CAN_EDIT");

        member.belongsTo(server);

        assertThat(levelOf(member, model)).isEqualTo("CAN_READ");
        assertThatThrownBy(() -> registry(member)
                        .setModelTag(new SetModelTagRequest()
                                .setName(model)
                                .setKey("k")
                                .setValue("v")))
                .isInstanceOf(PermissionDenied.class);
    }

    @Test
    void whatIsHeldOnTheRootIsInheritedByEveryModel() {
        String model = aModel();
        Person steward = Person.withRole(server, "viewer");
        assertThatThrownBy(() -> registry(creator).updatePermissions(on("root", to(creator, PermissionLevel.CAN_READ))))
                .as("who manages one model")
                .isInstanceOf(PermissionDenied.class);
        registry(admin).updatePermissions(on("root", to(steward, PermissionLevel.CAN_MANAGE_STAGING_VERSIONS)));
        try {
            assertThat(told(registry(viewer).getPermissions(idOf(model))))
                    .containsEntry(steward.name(), "[CAN_MANAGE_STAGING_VERSIONS from [/registered-models/root]]");
            assertThat(levelOf(steward, model)).isEqualTo("CAN_MANAGE_STAGING_VERSIONS");
            String version = aVersionOf(model);
            ask(creator, model, version, "Staging");
            approve(steward, model, version, "Staging");
        } finally {
            registry(admin).setPermissions(on("root"));
        }
        assertThat(levelOf(steward, model)).isEqualTo("CAN_READ");
    }

    @ParameterizedTest
    @EnumSource(PermissionLevel.class)
    void aLevelOnAModelIsTheAbilitiesOfItsRowsAndNoneElsewhere(PermissionLevel level) {
        Person holder = Person.withRole(server, "viewer");
        for (Ability ability : Ability.ON_A_MODEL) {
            Map<String, String> model = aGovernedModel();
            grant(model.getOrDefault("name", ""), holder, level);
            int expected = level.includes(ability.least()) ? 200 : 403;
            assertThat(ability.use(holder.http(), model).status())
                    .as("%s by who has %s", ability, level)
                    .isEqualTo(expected);
        }
        Map<String, String> other = aGovernedModel();
        Ability.ON_A_MODEL.stream()
                .filter(ability -> ability.least() != PermissionLevel.CAN_READ)
                .forEach(ability -> assertThat(ability.use(holder.http(), other).status())
                        .as("%s on another model by who has %s on one", ability, level)
                        .isEqualTo(403));
    }

    /** Version 1 is in Production, 2 and 3 are nowhere yet; it was asked for 2 to Staging and for 3 to Production. */
    private Map<String, String> aGovernedModel() {
        String model = aModel();
        aVersionOf(model);
        ask(creator, model, "1", "Production");
        approve(reviewer, model, "1", "Production");
        ask(creator, model, aVersionOf(model), "Staging");
        ask(creator, model, aVersionOf(model), "Production");
        creator.http()
                .post(
                        Http.API + "registered-models/alias",
                        Map.of("name", model, "alias", "challenger", "version", "2"))
                .ok();
        return Map.of("name", model, "id", idOf(model), "creator", creator.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"CAN_READ", "CAN_EDIT", "CAN_MANAGE"})
    void aLevelOnAnExperimentIsTheAbilitiesOfItsRowsAndNoneElsewhere(PermissionLevel level) {
        Person holder = Person.withRole(server, "viewer");
        for (Ability ability : Ability.ON_AN_EXPERIMENT) {
            Map<String, String> experiment = anExperimentWithARun();
            experiments(creator)
                    .updatePermissions(new ExperimentPermissionsRequest()
                            .setExperimentId(experiment.getOrDefault("id", ""))
                            .setAccessControlList(List.of(new ExperimentAccessControlRequest()
                                    .setUserName(holder.name())
                                    .setPermissionLevel(ExperimentPermissionLevel.valueOf(level.name())))));
            assertThat(ability.use(holder.http(), experiment).status())
                    .as("%s by who has %s", ability, level)
                    .isEqualTo(level.includes(ability.least()) ? 200 : 403);
        }
        Map<String, String> other = anExperimentWithARun();
        Ability.ON_AN_EXPERIMENT.stream()
                .filter(ability -> ability.least() != PermissionLevel.CAN_READ)
                .forEach(ability -> assertThat(ability.use(holder.http(), other).status())
                        .as("%s on another experiment by who has %s on one", ability, level)
                        .isEqualTo(403));
    }

    private Map<String, String> anExperimentWithARun() {
        String experiment = experiments(creator)
                .createExperiment(new CreateExperiment().setName("shared " + Person.unique()))
                .getExperimentId();
        return Map.of(
                "experiment_id", experiment, "id", experiment, "run", aRunIn(experiment, 1), "creator", creator.name());
    }

    private String aRunIn(String experiment, long startedAt) {
        return experiments(creator)
                .createRun(new CreateRun().setExperimentId(experiment).setStartTime(startedAt))
                .getRun()
                .getInfo()
                .getRunId();
    }

    @Test
    void aGrantLetsNobodyDecideOnTheirOwnRequest() {
        String model = aModel();
        String version = aVersionOf(model);
        Person steward = Person.withRole(server, "contributor");
        grant(model, steward, PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS);
        ask(steward, model, version, "Production");

        assertThatThrownBy(() -> approve(steward, model, version, "Production"))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageContaining("someone else has to decide");
        assertThatThrownBy(() -> registry(steward)
                        .transitionStage(new TransitionModelVersionStageDatabricks()
                                .setName(model)
                                .setVersion(version)
                                .setStage("Production")
                                .setArchiveExistingVersions(false)))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageContaining("someone else has to decide");
    }

    @Test
    void nobodyRaisesThemselvesByGrants() {
        String model = aModel();
        String id = idOf(model);
        String version = aVersionOf(model);
        Person accomplice = Person.withRole(server, "contributor");
        grant(model, accomplice, PermissionLevel.CAN_MANAGE_STAGING_VERSIONS);
        for (PermissionLevel level : PermissionLevel.values()) {
            assertThatThrownBy(() -> registry(accomplice).updatePermissions(on(id, to(accomplice, level))))
                    .isInstanceOf(PermissionDenied.class);
            assertThatThrownBy(() -> registry(accomplice).setPermissions(on(id, to(accomplice, level))))
                    .isInstanceOf(PermissionDenied.class);
        }
        ask(accomplice, model, version, "Production");
        assertThatThrownBy(() -> approve(creator, model, version, "Production"))
                .as("who is no reviewer and only created the model")
                .isInstanceOf(PermissionDenied.class);
        Stream.of(
                        PermissionLevel.CAN_MANAGE_STAGING_VERSIONS,
                        PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS,
                        CAN_MANAGE)
                .forEach(level -> assertThatThrownBy(
                                () -> registry(creator).updatePermissions(on(id, to(viewer, level))))
                        .isInstanceOf(PermissionDenied.class)
                        .hasMessageContaining("which you may not here yourself"));
        registry(creator).setPermissions(on(id, to(creator, CAN_MANAGE), to(viewer, PermissionLevel.CAN_EDIT)));
        assertThatThrownBy(() -> approve(creator, model, version, "Production"))
                .as("what was held already and is said again is given by nobody")
                .isInstanceOf(PermissionDenied.class);
        assertThat(levelOf(accomplice, model)).isEqualTo("CAN_EDIT");
    }

    @Test
    void whoMayDecideIsToldSo() {
        String model = aModel();
        String version = aVersionOf(model);
        Person steward = Person.withRole(server, "viewer");
        grant(model, steward, CAN_MANAGE);
        ask(creator, model, version, "Production");

        var moved = steward.http()
                .post(
                        Http.API + "databricks/model-versions/transition-stage",
                        Map.of("name", model, "version", version, "stage", "Archived"))
                .ok()
                .json()
                .get("model_version_databricks");

        assertThat(moved.get("permission_level").asString()).isEqualTo("CAN_MANAGE");
        assertThat(moved.at("/open_requests/0/available_actions").toString())
                .contains("APPROVE_TRANSITION_REQUEST", "REJECT_TRANSITION_REQUEST");
    }

    @Test
    void theLevelsOfAnObjectAreTold() {
        assertThat(registry(viewer).getPermissionLevels("root").getPermissionLevels())
                .extracting(RegisteredModelPermissionsDescription::getPermissionLevel)
                .extracting(Enum::name)
                .containsExactlyElementsOf(ObjectType.REGISTERED_MODEL.levels().stream()
                        .map(Enum::name)
                        .toList());
        assertThat(experiments(viewer).getPermissionLevels("0").getPermissionLevels())
                .extracting(level -> level.getPermissionLevel().name())
                .containsExactly("CAN_READ", "CAN_EDIT", "CAN_MANAGE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            registered-models/root | {'user_name':'nobody','permission_level':'CAN_READ'}                 | 404 | RESOURCE_DOES_NOT_EXIST | User with username=nobody not found
            registered-models/root | {'user_name':'system','permission_level':'CAN_READ'}                 | 404 | RESOURCE_DOES_NOT_EXIST | User with username=system not found
            registered-models/root | {'group_name':'nobodys','permission_level':'CAN_READ'}               | 404 | RESOURCE_DOES_NOT_EXIST | No user is in a group named nobodys.
            registered-models/root | {'service_principal_name':'ci','permission_level':'CAN_READ'}        | 404 | RESOURCE_DOES_NOT_EXIST | Service principal ci not found: no account has this name
            registered-models/root | {'service_principal_name':'admin','permission_level':'CAN_READ'}     | 404 | RESOURCE_DOES_NOT_EXIST | Service principal admin not found: this is the account of a person, who is named by user_name
            registered-models/root | {'user_name':'admin','permission_level':'CAN_FLY'}                   | 400 | INVALID_PARAMETER_VALUE | Invalid value "CAN_FLY" for parameter 'permission_level'
            registered-models/root | {'user_name':'admin'}                                                | 400 | INVALID_PARAMETER_VALUE | 'permission_level'
            registered-models/root | {'permission_level':'CAN_READ'}                                      | 400 | INVALID_PARAMETER_VALUE | names no principal
            registered-models/root | {'user_name':'admin','group_name':'risk','permission_level':'CAN_READ'} | 400 | INVALID_PARAMETER_VALUE | names 2 principals (admin, risk)
            registered-models/root | {'user_name':'admin','permission_level':'CAN_READ'},{'user_name':'ADMIN','permission_level':'CAN_EDIT'} | 400 | INVALID_PARAMETER_VALUE | names ADMIN twice
            registered-models/root | null                                                                 | 400 | INVALID_PARAMETER_VALUE | access_control_list
            registered-models/root | 7                                                                    | 400 | INVALID_PARAMETER_VALUE | access_control_list
            registered-models/none | {'user_name':'admin','permission_level':'CAN_READ'}                  | 404 | RESOURCE_DOES_NOT_EXIST | Registered Model with id=none not found
            experiments/root       | {'user_name':'admin','permission_level':'CAN_MANAGE_STAGING_VERSIONS'} | 400 | INVALID_PARAMETER_VALUE | on experiments it is one of CAN_READ, CAN_EDIT, CAN_MANAGE.
            experiments/404404     | {'user_name':'admin','permission_level':'CAN_READ'}                  | 404 | RESOURCE_DOES_NOT_EXIST | No Experiment with id=404404 exists
            experiments/abc        | {'user_name':'admin','permission_level':'CAN_READ'}                  | 400 | INVALID_PARAMETER_VALUE | Experiment ID must be a valid integer
            """)
    void whatIsWrongIsToldAndNothingIsChanged(String object, String entries, int status, String code, String words) {
        List<EventLog.Entry> before = changesOf(object);
        for (String method : List.of("PUT", "PATCH")) {
            Http.Answer answer = admin.http()
                    .send(
                            method,
                            "/api/2.0/permissions/" + object,
                            "{\"access_control_list\":[" + entries.replace('\'', '"') + "]}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.errorCode()).isEqualTo(code);
            assertThat(answer.json().get("message").asString()).contains(words);
        }
        assertThat(changesOf(object)).isEqualTo(before);
    }

    private List<EventLog.Entry> changesOf(String object) {
        return log.all().stream()
                .filter(event -> event.stream().equals("permissions/" + object))
                .toList();
    }

    @Test
    void manyRunsAreDeletedAndRestoredAtOnce() {
        String experiment = experiments(creator)
                .createExperiment(new CreateExperiment().setName("many " + Person.unique()))
                .getExperimentId();
        String oldest = aRunIn(experiment, 1_000);
        aRunIn(experiment, 2_000);
        String newest = aRunIn(experiment, 3_000);
        experiments(creator).deleteRun(new DeleteRun().setRunId(newest));
        long before = System.currentTimeMillis() + 1;
        while (System.currentTimeMillis() <= before) {
            Thread.onSpinWait();
        }

        assertThat(experiments(creator)
                        .deleteRuns(new DeleteRuns()
                                .setExperimentId(experiment)
                                .setMaxTimestampMillis(2_000L)
                                .setMaxRuns(1L))
                        .getRunsDeleted())
                .isEqualTo(1);
        assertThat(lifecycle(oldest)).isEqualTo("deleted");
        assertThat(experiments(creator)
                        .deleteRuns(new DeleteRuns().setExperimentId(experiment).setMaxTimestampMillis(2_000L))
                        .getRunsDeleted())
                .isEqualTo(1);
        assertThat(experiments(creator)
                        .restoreRuns(
                                new RestoreRuns().setExperimentId(experiment).setMinTimestampMillis(before))
                        .getRunsRestored())
                .isEqualTo(2);
        assertThat(lifecycle(oldest)).isEqualTo("active");
        assertThat(lifecycle(newest)).as("deleted before that").isEqualTo("deleted");
        assertThatThrownBy(() -> experiments(viewer)
                        .deleteRuns(new DeleteRuns().setExperimentId(experiment).setMaxTimestampMillis(2_000L)))
                .isInstanceOf(PermissionDenied.class);
    }

    private String lifecycle(String run) {
        return experiments(creator)
                .getRun(new GetRunRequest().setRunId(run))
                .getRun()
                .getInfo()
                .getLifecycleStage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            delete  | 'experiment_id':'0'                                               | max_timestamp_millis
            restore | 'experiment_id':'0'                                               | min_timestamp_millis
            delete  | 'max_timestamp_millis':1                                          | experiment_id
            restore | 'experiment_id':'0','min_timestamp_millis':1,'max_runs':0         | max_runs
            delete  | 'experiment_id':'0','max_timestamp_millis':1,'max_runs':10001     | max_runs
            delete  | 'experiment_id':'abc','max_timestamp_millis':1                    | abc
            """)
    void aRequestForManyRunsSaysWhichAndHowMany(String action, String fields, String wrong) {
        Http.Answer answer = creator.http()
                .send("POST", Http.API + "databricks/runs/" + action + "-runs", "{" + fields.replace('\'', '"') + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(answer.json().get("message").asString()).contains(wrong);
    }

    @Test
    void allExperimentsAreListedPageByPage() {
        String experiment = experiments(creator)
                .createExperiment(new CreateExperiment().setName("listed " + Person.unique()))
                .getExperimentId();
        assertThat(StreamSupport.stream(
                                experiments(viewer)
                                        .listExperiments(new ListExperimentsRequest().setMaxResults(2L))
                                        .spliterator(),
                                false)
                        .map(Experiment::getExperimentId))
                .contains(experiment, "0")
                .doesNotHaveDuplicates();
    }
}
