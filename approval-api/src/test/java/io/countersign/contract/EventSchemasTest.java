package io.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.countersign.gate.GateVerdict;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.Role;
import io.countersign.modelversion.ChecklistAnswer;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionLevel;
import io.countersign.policy.CheckResult;
import io.countersign.registeredmodel.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is said of every event, held against what its schema promises. */
class EventSchemasTest {

    private static final Path FILES = Path.of("../webhooks/src/main/resources/io/countersign/contract/schemas");
    private static final Set<String> PARTS = Set.of("cloudevent", "common", "cdevent");
    private static final String SUFFIX = ".schema.json";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    static List<EventContract> contracts() {
        return EventContract.all();
    }

    private static List<Error> errors(EventContract contract, JsonNode event) {
        Schema schema = REGISTRY.getSchema(contract.schema(), InputFormat.JSON);
        return schema.validate(event.toString(), InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everySampleOfItKeepsToItsSchema(EventContract contract) {
        assertThat(PublicSamples.of(contract)).isNotEmpty().allSatisfy(sample -> assertThat(errors(contract, sample))
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void nothingIsSaidThatItsSchemaDoesNotName(EventContract contract) {
        assertThat(PublicSamples.of(contract))
                .allSatisfy(sample -> assertThat(NamedMembers.problems(contract.schema(), sample))
                        .isEmpty());
    }

    /** Otherwise a schema that lets everything pass would be none the worse for it. */
    @ParameterizedTest
    @MethodSource("contracts")
    void whatLacksARequiredMemberOrIsOfAnotherTypeDoesNotKeepToIt(EventContract contract) {
        ObjectNode sample = (ObjectNode) PublicSamples.of(contract).getFirst();
        for (String member :
                List.of("specversion", "id", "source", "type", "subject", "time", "partitionkey", "data")) {
            assertThat(errors(contract, sample.deepCopy().without(member)))
                    .as(member)
                    .isNotEmpty();
        }
        assertThat(errors(contract, sample.deepCopy().put("type", "another"))).isNotEmpty();
        for (String member : sample.path("data").propertyNames()) {
            ObjectNode other = sample.deepCopy();
            other.withObject("/data").putArray(member).addArray();
            assertThat(errors(contract, other)).as(member).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aMemberThatIsNewDoesNotDisturb(EventContract contract) {
        ObjectNode sample = (ObjectNode) PublicSamples.of(contract).getFirst();
        sample.put("invented", 1).withObject("/data").put("invented", 1);

        assertThat(errors(contract, sample)).isEmpty();
    }

    @Test
    void aMemberThatNoSchemaNamesIsFound() {
        EventContract contract =
                EventContract.of("io.countersign.run.renamed.v1").orElseThrow();
        ObjectNode sample = (ObjectNode) PublicSamples.of(contract).getFirst();
        sample.withObject("/data").put("invented", 1);

        assertThat(NamedMembers.problems(contract.schema(), sample)).containsExactly("/data/invented is not named");
    }

    @Test
    void everySchemaIsOfATypeThatIsPublishedAndEveryTypeHasOne() throws IOException {
        Set<String> types = contracts().stream().map(EventContract::type).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .allMatch(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filteredOn(name -> !PARTS.contains(name))
                    .containsExactlyInAnyOrderElementsOf(types);
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void itTellsInWordsWhatEachMemberMeans(EventContract contract) {
        JsonNode schema = JsonMapper.shared().readTree(contract.schema());

        assertThat(contract.title()).isNotBlank();
        assertThat(contract.description()).endsWith(".");
        assertThat(schema.path("$id").asString()).isEqualTo(EventSchemas.idOf(contract.type()));
        schema.findParents("properties")
                .forEach(object -> object.path("properties").properties().forEach(member -> assertThat(
                                member.getValue().has("description")
                                        || member.getValue().has("const")
                                        || member.getValue().has("$ref")
                                        || member.getValue().has("properties"))
                        .as(member.getKey())
                        .isTrue()));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aCdEventIsWhatCdEventsAsksOfACustomOne(EventContract contract) {
        if (contract.isCdEvent()) {
            assertThat(contract.type())
                    .matches("dev\\.cdeventsx\\.[a-zA-Z0-9]+-[a-zA-Z]+\\.[a-zA-Z]+\\.[0-9]\\.[0-9]\\.[0-9]");
            assertThat(PublicSamples.of(contract)).allSatisfy(EventSchemasTest::requireBinding);
        }
    }

    /** CDEvents' binding to CloudEvents: the context is in both, and the same. */
    private static void requireBinding(JsonNode event) {
        JsonNode context = event.at("/data/context");
        assertThat(context.path("id")).isEqualTo(event.path("id"));
        assertThat(context.path("source")).isEqualTo(event.path("source"));
        assertThat(context.path("type")).isEqualTo(event.path("type"));
        assertThat(context.path("timestamp")).isEqualTo(event.path("time"));
        assertThat(event.at("/data/subject/id")).isEqualTo(event.path("subject"));
        assertThat(event.path("type").asString())
                .startsWith("dev.cdeventsx." + event.at("/data/subject/type").asString() + ".");
        assertThat(event.path("subject").asString()).doesNotContain("null").isNotBlank();
        assertThat(event.path("id").asString())
                .startsWith(event.at("/data/customData/event_id").asString());
    }

    /** Whatever the code may say, not only what the samples do. */
    @ParameterizedTest
    @MethodSource("vocabularies")
    void theKnownValuesAreAllThatThereAre(String member, List<String> said) {
        List<JsonNode> known = contracts().stream()
                .map(contract -> JsonMapper.shared().readTree(contract.schema()))
                .flatMap(schema -> schema.findValues(member).stream())
                .map(named -> named.path("items").isObject() ? named.path("items") : named)
                .filter(named -> named.has("x-known-values"))
                .toList();

        assertThat(known).isNotEmpty().allSatisfy(named -> assertThat(
                        named.path("x-known-values").valueStream())
                .map(JsonNode::asString)
                .containsExactlyInAnyOrderElementsOf(said));
    }

    static List<Arguments> vocabularies() {
        List<String> stages = labels(Stage.values(), Stage::label);
        return List.of(
                Arguments.of("from_stage", stages),
                Arguments.of("to_stage", stages),
                Arguments.of("stage", stages),
                Arguments.of("before", labels(GateVerdict.values(), GateVerdict::label)),
                Arguments.of("now", labels(GateVerdict.values(), GateVerdict::label)),
                Arguments.of("state", labels(CheckResult.State.values(), Enum::name)),
                Arguments.of("severity", labels(ReviewFinding.Severity.values(), ReviewFinding.Severity::label)),
                Arguments.of("answer", labels(ChecklistAnswer.Value.values(), ChecklistAnswer.Value::label)),
                Arguments.of("permission_level", labels(PermissionLevel.values(), Enum::name)),
                Arguments.of("object_type", labels(ObjectType.values(), ObjectType::wireName)),
                Arguments.of("roles", labels(Role.values(), Enum::name)));
    }

    private static <E> List<String> labels(E[] values, Function<E, String> label) {
        return Stream.of(values).map(label).toList();
    }

    @Test
    void anApprovedTransitionIsOneOfBothARequestAndAStage() {
        assertThat(EventContract.of("io.countersign.registered-model.transition-approved.v1")
                        .orElseThrow()
                        .cdEvents())
                .containsExactly(
                        "dev.cdeventsx.countersign-request.approved.0.1.0",
                        "dev.cdeventsx.countersign-stage.changed.0.1.0");
    }
}
