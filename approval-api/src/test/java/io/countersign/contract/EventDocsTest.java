package io.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written of events, held against what is promised. */
class EventDocsTest {

    private static final Path DOCS = Path.of("../docs");
    private static final String SCHEMAS = "../webhooks/src/main/resources/io/countersign/contract/schemas/";
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(\\{.*?)```", Pattern.DOTALL);

    private static String text() throws IOException {
        return Files.readString(DOCS.resolve("events.md"));
    }

    private static List<String> rows(String prefix) throws IOException {
        return text().lines().filter(line -> line.startsWith("| [`" + prefix)).toList();
    }

    private static String link(EventContract contract) {
        return "[`" + contract.type() + "`](" + SCHEMAS + contract.type() + ".schema.json)";
    }

    private static Stream<EventContract> contracts(boolean cdEvents) {
        return EventContract.all().stream().filter(contract -> contract.isCdEvent() == cdEvents);
    }

    @Test
    void everyTypeStandsThereWithItsSchema() throws IOException {
        assertThat(rows("io.countersign."))
                .containsExactlyElementsOf(contracts(false)
                        .map(contract -> "| " + link(contract) + " | " + contract.description() + " |")
                        .toList());
        assertThat(contracts(false))
                .allSatisfy(contract -> assertThat(DOCS.resolve(SCHEMAS + contract.type() + ".schema.json"))
                        .exists());
    }

    @Test
    void everyCdEventStandsThereWithTheTypesThatItRenders() throws IOException {
        assertThat(rows("dev.cdeventsx."))
                .containsExactlyElementsOf(contracts(true)
                        .map(contract -> "| " + link(contract) + " | " + rendered(contract) + " |")
                        .toList());
    }

    private static String rendered(EventContract contract) {
        return contract.storedNames().stream()
                .map(name -> "`io.countersign." + name + ".v1`")
                .collect(Collectors.joining("<br>"));
    }

    @Test
    void theExampleKeepsToItsSchemaAndShowsAllOfIt() throws IOException {
        Matcher example = EXAMPLE.matcher(text());
        assertThat(example.find()).isTrue();
        JsonNode event = JsonMapper.shared().readTree(example.group(1));
        String schema =
                EventContract.of(event.get("type").asString()).orElseThrow().schema();

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(event.toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(NamedMembers.problems(schema, event)).isEmpty();
        assertThat(event.get("data").propertyNames())
                .containsExactlyInAnyOrderElementsOf(JsonMapper.shared()
                        .readTree(schema)
                        .at("/properties/data/properties")
                        .propertyNames());
    }
}
