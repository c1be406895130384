package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countersign.identity.SubjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicySchemaTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(policy: .*?)```", Pattern.DOTALL);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PolicySchema.TEXT, InputFormat.JSON);

    private static List<Error> errorsOf(String document) {
        return SCHEMA.validate(document, InputFormat.YAML);
    }

    static List<String> examples() throws IOException {
        return Stream.concat(
                        Stream.of(PolicyReaderTest.CREDIT),
                        EXAMPLE.matcher(Files.readString(DOCS.resolve("policies.md")))
                                .results()
                                .map(example -> example.group(1)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsReadAndFitsTheSchema(String document) {
        Surroundings surroundings =
                new Surroundings(null, name -> Optional.of(new SubjectId(name)), new CelConditions()::problems, null);
        assertThat(PolicyReader.examine(document, surroundings).document().rules())
                .isNotEmpty();
        assertThat(errorsOf(document)).isEmpty();
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(10);
    }

    @Test
    void theDocsHaveTheSchemaThatIsPublished() throws IOException {
        assertThat(Files.readString(DOCS.resolve("policy.schema.json"))).isEqualTo(PolicySchema.TEXT);
    }

    @Test
    void itKnowsTheParties() {
        JsonNode parties = JsonMapper.shared()
                .readTree(PolicySchema.TEXT)
                .at("/properties/requires/properties/approvals/properties/apart-from/items/enum");
        assertThat(parties.valueStream().map(JsonNode::stringValue))
                .containsExactlyElementsOf(
                        EnumSet.allOf(Party.class).stream().map(Party::label).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy: Not A Name",
                "policy: schema",
                "policy: ''",
                "colour: red",
                "applies-to: {changes: []}",
                "applies-to: {models: [x]}",
                "applies-to: everything",
                "applies-to: {changes: deletion}",
                "applies-to: {changes: [deletion], models: credit}",
                "applies-to: {changes: [deletion], models: ['']}",
                "applies-to: {changes: [deletion], tags: {a: {b: c}}}",
                "applies-to: {changes: [deletion], colour: red}",
                "applies-to: {changes: [retirement]}",
                "applies-to: {changes: [{stage: {to: [Prod]}}]}",
                "applies-to: {changes: [{stage: {to: Production}}]}",
                "applies-to: {changes: [{stage: {to: [Production]}, alias: x}]}",
                "applies-to: {changes: [{stage: {into: [Production]}}]}",
                "applies-to: {changes: [{alias: ''}]}",
                "applies-to: {changes: [{}]}",
                "applies-to: {changes: [{tag: x, colour: red}]}",
                "requires: {}",
                "requires: {colour: red}",
                "requires: {approvals: {}}",
                "requires: {approvals: risk}",
                "requires: {approvals: {group: risk, count: 0}}",
                "requires: {approvals: {group: risk, count: 21}}",
                "requires: {approvals: {group: risk, count: some}}",
                "requires: {approvals: {group: risk, count: 1.5}}",
                "requires: {approvals: {group: risk, any: [{group: legal}]}}",
                "requires: {approvals: {all: []}}",
                "requires: {approvals: {all: [{count: 2}]}}",
                "requires: {approvals: {all: [{group: risk, colour: red}]}}",
                "requires: {approvals: {all: [{group: risk, apart-from: []}]}}",
                "requires: {approvals: {group: risk, apart-from: [somebody]}}",
                "requires: {approvals: {group: risk, apart-from: requester}}",
                "requires: {no-veto: maybe}",
                "requires: {threads: open}",
                "requires: {threads: [resolved]}",
                "requires: {evidence: [{type: application/pdf}]}",
                "requires: {evidence: {slot: x}}",
                "requires: {evidence: [{slot: x, within: soon}]}",
                "requires: {evidence: [{slot: x, within: PT0S}]}",
                "requires: {evidence: [{slot: x, within: P}]}",
                "requires: {evidence: [{slot: x, within: P1DT}]}",
                "requires: {evidence: [{slot: x, within: P1Y}]}",
                "requires: {checklists: [{name: x}]}",
                "requires: {checklists: [{name: x, items: []}]}",
                "requires: {checklists: [{name: x, items: [{item: y}]}]}",
                "requires: {checklists: [{name: x, items: [{item: y, accept: []}]}]}",
                "requires: {checklists: [{items: [{item: y, accept: [z]}]}]}",
                "requires: {checks: [{name: bias}]}",
                "requires: {checks: [{reporter: ci}]}",
                "requires: {checks: [{name: bias, reporter: ci, after: P1D}]}",
                "requires: {metrics: [{metric: auc}]}",
                "requires: {metrics: [{at-least: 1}]}",
                "requires: {metrics: [{metric: auc, at-least: high}]}",
                "requires: {metrics: [{metric: auc, at-least: .nan}]}",
                "requires: {metrics: [{metric: auc, at-least: 1, better: more}]}",
                "requires: {metrics: [{metric: auc, worse-than-current-by-at-most: -1}]}",
                "requires: {conditions: [{label: x}]}",
                "requires: {conditions: [{expression: 'true'}]}",
                "requires: {conditions: ['true']}",
                "requires: {waiting-time: soon}",
                "requires: {waiting-time: -PT1H}",
                "requires: {change-window: {days: [], from: '09:00', until: '17:00'}}",
                "requires: {change-window: {days: [SOMEDAY], from: '09:00', until: '17:00'}}",
                "requires: {change-window: {from: '09:00', until: '17:00'}}",
                "requires: {change-window: {days: [MONDAY], from: '9', until: '17:00'}}",
                "requires: {change-window: {days: [MONDAY], from: '09:00', until: '24:00'}}",
                "requires: {change-window: {days: [MONDAY], from: '09:00'}}",
                "requires: {freezes: [{from: 2027-12-20T00:00:00Z}]}",
                "requires: {freezes: [{from: 2027-12-20, until: 2028-01-05}]}",
                "subject: {}",
                "subject: {tags: []}",
                "subject: {tags: [x], params: [y]}",
                "signing: required",
                "signing: {meaning: approved}",
                "signing: {reason: always}",
                "signing: {reauthentication: 'no'}",
                "signing: {within: PT5M}",
                "signing: {within: PT5M, reauthentication: optional}",
                "signing: {colour: red}",
                "expires-after: P0D",
                "revalidate-every: PT1H",
                "revalidate-every: P0D",
                "revalidation-warning: P30D",
                "when-stale: allow"
            })
    void whatTheReaderRefusesForItsFormTheSchemaRefuses(String wrong) {
        String document = without(wrong.substring(0, wrong.indexOf(':'))) + wrong;
        assertThatThrownBy(() -> PolicyReader.read(document)).isInstanceOf(InvalidPolicy.class);
        assertThat(errorsOf(document)).isNotEmpty();
    }

    /** A policy that wants that field to be complete. */
    private static String without(String field) {
        return Stream.of("policy: p\n", "applies-to: {changes: [deletion]}\n", "requires: {no-veto: true}\n")
                .filter(line -> !line.startsWith(field + ":"))
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy", "applies-to", "requires"})
    void whatIsMissingIsMissed(String field) {
        assertThatThrownBy(() -> PolicyReader.read(without(field))).isInstanceOf(InvalidPolicy.class);
        assertThat(errorsOf(without(field))).isNotEmpty();
    }
}
