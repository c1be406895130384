package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.identity.SubjectId;
import io.countersign.policy.DocumentErrors.DocumentError;
import io.countersign.registeredmodel.Stage;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {

    static final String CREDIT = """
            policy: credit-production
            description: What decides on loans is looked at by two kinds of people.
            applies-to:
              models: [credit-*, "loan-?"]
              tags: {regulated: "yes"}
              risk-tiers: [high]
              changes:
                - stage: {to: [Production]}
                - alias: champion*
                - tag: approved-*
                - deletion
                - renaming
            requires:
              approvals:
                all:
                  - {group: risk, count: 2}
                  - any: [{group: legal}, {group: compliance}]
                apart-from: [requester, run owner]
              no-veto: true
              threads: resolved
              evidence:
                - {slot: model-card, type: application/pdf, producers: risk, within: P90D}
              checklists:
                - name: deployment
                  items: [{item: rollback tested, accept: ["yes", not applicable]}]
              checks:
                - {name: bias, reporter: ci, within: PT24H}
              metrics:
                - {metric: auc, at-least: 0.8, worse-than-current-by-at-most: 0.01}
                - {metric: rmse, at-most: 2}
              conditions:
                - {label: documented, expression: "has(version.tags.doc)"}
              waiting-time: PT24H
              change-window: {days: [MONDAY, TUESDAY], from: "09:00", until: "17:00", zone: Europe/Berlin}
              freezes:
                - {from: 2027-12-20T00:00:00Z, until: 2028-01-05T00:00:00Z}
            subject: {tags: [training-data]}
            signing: {meaning: [approved, reviewed], reason: required, reauthentication: required, within: PT10M}
            expires-after: P30D
            revalidate-every: P1Y
            revalidation-warning: P30D
            when-stale: warn
            break-glass: {group: incident, for-at-most: PT4H}
            """;

    @Test
    void aDocumentIsReadWhole() {
        PolicyDocument read = PolicyReader.read(CREDIT);
        assertThat(read.name()).isEqualTo("credit-production");
        assertThat(read.expiresAfter()).isEqualTo(Duration.ofDays(30));
        assertThat(read.validity()).isEqualTo(new Validity(Period.ofYears(1), Period.ofDays(30), WhenStale.WARN));
        assertThat(read.subjectTags()).containsExactly("training-data");
        assertThat(read.breakGlass()).isEqualTo(new BreakGlass("incident", Duration.ofHours(4)));
        assertThat(read.signing())
                .isEqualTo(new SigningRule(Set.of("approved", "reviewed"), true, Duration.ofMinutes(10)));
        assertThat(read.scope())
                .isEqualTo(new Scope(
                        List.of(new NamePattern("credit-*"), new NamePattern("loan-?")),
                        Map.of("regulated", "yes"),
                        Set.of("high"),
                        List.of(
                                new Trigger.StageChange(Set.of(), Set.of(Stage.PRODUCTION)),
                                new Trigger.AliasChange(new NamePattern("champion*")),
                                new Trigger.TagChange(new NamePattern("approved-*")),
                                new Trigger.Deletion(),
                                new Trigger.Renaming())));
        assertThat(read.rules())
                .contains(
                        new ApprovalRule(
                                new Quorum.All(List.of(
                                        new Quorum.Of("risk", 2),
                                        new Quorum.Any(
                                                List.of(new Quorum.Of("legal", 1), new Quorum.Of("compliance", 1))))),
                                EnumSet.of(Party.REQUESTER, Party.RUN_OWNER)),
                        new VetoRule(),
                        new ThreadsRule(),
                        new EvidenceRule("model-card", "application/pdf", "risk", Duration.ofDays(90)),
                        new ChecklistRule(
                                "deployment",
                                List.of(new ChecklistRule.Item("rollback tested", Set.of("yes", "not applicable")))),
                        new CheckRule("bias", new SubjectId("ci"), Duration.ofDays(1)),
                        new MetricRule("auc", true, 0.8, null, 0.01),
                        new MetricRule("rmse", false, null, 2.0, null),
                        new ConditionRule("documented", "has(version.tags.doc)"),
                        new TimingRule.Wait(Duration.ofDays(1)),
                        new TimingRule.Window(
                                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                                LocalTime.of(9, 0),
                                LocalTime.of(17, 0),
                                ZoneId.of("Europe/Berlin")))
                .hasSize(12);
    }

    @Test
    void jsonIsYamlToo() {
        PolicyDocument read = PolicyReader.read("""
                {"policy": "p", "applies-to": {"changes": ["deletion"]},
                 "requires": {"approvals": {"group": "risk"}}}""");
        assertThat(read.rules())
                .containsExactly(new ApprovalRule(new Quorum.Of("risk", 1), EnumSet.allOf(Party.class)));
    }

    @Test
    void everyErrorIsToldWithItsPlace() {
        assertThat(errorsOf("""
                policy: Not A Name
                applies-to:
                  changes:
                    - stage: {to: [Prod]}
                    - retirement
                requires:
                  approvals:
                    all:
                      - {group: risk, count: 0}
                      - {count: 2}
                  waiting-time: soon
                  colour: red
                """))
                .containsExactlyInAnyOrder(
                        new DocumentError(1, "policy", "A name has up to 100 small letters, digits and dashes."),
                        new DocumentError(
                                4,
                                "applies-to.changes[0].stage.to[0]",
                                "\"Prod\" will not do: use None, Staging, Production or Archived."),
                        new DocumentError(5, "applies-to.changes[1]", "Use stage, alias, tag, deletion or renaming."),
                        new DocumentError(
                                9, "requires.approvals.all[0].count", "\"0\" will not do: use a number from 1 to 20."),
                        new DocumentError(10, "requires.approvals.all[1].group", "This field is missing."),
                        new DocumentError(
                                11,
                                "requires.waiting-time",
                                "\"soon\" will not do: use a duration such as P30D or PT24H, of up to 100 years."),
                        new DocumentError(12, "requires.colour", "There is no such field."));
    }

    @Test
    void aPolicyThatAsksForNothingIsNone() {
        assertThat(errorsOf("{policy: p, applies-to: {changes: [deletion]}}"))
                .contains(new DocumentError(1, "requires", "A policy without rules would do nothing."));
    }

    @Test
    void whatCanNeverBeMetIsRefused() {
        assertThat(errorsOf("""
                policy: p
                applies-to: {changes: [deletion]}
                requires:
                  change-window: {days: [MONDAY], from: "17:00", until: "09:00"}
                """)).extracting(DocumentError::field).containsExactly("requires.change-window");
    }

    @Test
    void whatIsLeftOutIsAsStrictAsItCanBe() {
        PolicyDocument read = PolicyReader.read("""
                policy: p
                applies-to: {changes: [deletion]}
                requires: {no-veto: true}
                signing: {reauthentication: required}
                """);
        assertThat(read.validity().whenStale()).isEqualTo(WhenStale.DENY);
        assertThat(read.signing()).isEqualTo(new SigningRule(Set.of(), false, Duration.ofMinutes(5)));
    }

    @Test
    void ofTwoRulesOfOneNameTheSecondIsRefused() {
        assertThat(errorsOf(requiring("""
                  checks:
                    - {name: bias, reporter: ci}
                    - {name: bias, reporter: other}
                """)))
                .containsExactly(new DocumentError(
                        6,
                        "requires.checks[1]",
                        "There is a rule check:bias already; one policy has one of each name."));
    }

    @Test
    void boundsThatExcludeEachOtherAreRefused() {
        assertThat(errorsOf(requiring("  metrics: [{metric: auc, at-least: 0.9, at-most: 0.8}]")))
                .extracting(DocumentError::message)
                .containsExactly("No value is at least 0.9 and at most 0.8.");
        assertThat(errorsOf(requiring("""
                  metrics:
                    - {metric: auc, at-least: 0.9}
                    - {metric: auc, at-most: 0.8}
                """))).extracting(DocumentError::field).containsExactly("requires.metrics[1]");
    }

    @Test
    void aWaitIsShorterThanARequestLives() {
        assertThat(errorsOf(requiring("  waiting-time: P30D") + "\nexpires-after: P30D"))
                .containsExactly(new DocumentError(
                        4,
                        "requires.waiting-time",
                        "No request would live to see it over: expires-after is PT720H, and must be longer."));
    }

    @Test
    void aWarningComesBeforeTheEnd() {
        assertThat(errorsOf(requiring("  no-veto: true") + "\nrevalidate-every: P1M\nrevalidation-warning: P31D"))
                .extracting(DocumentError::field)
                .containsExactly("revalidation-warning");
    }

    @Test
    void theGlassIsBrokenForATimeThatIsSaid() {
        assertThat(errorsOf(requiring("  no-veto: true") + "\nbreak-glass: {group: incident}"))
                .containsExactly(new DocumentError(5, "break-glass.for-at-most", "This field is missing."));
        assertThat(errorsOf(requiring("  no-veto: true") + "\nbreak-glass: {group: incident, for-at-most: soon}"))
                .extracting(DocumentError::field)
                .containsExactly("break-glass.for-at-most");
    }

    @Test
    void quorumsWithTooManyWaysAreRefusedBeforeTheyAreCountedOut() {
        String either = "{any: [{group: a}, {group: b}]}";
        String hostile = "  approvals: {all: [" + (either + ", ").repeat(200) + either + "]}";
        assertThat(errorsOf(requiring(hostile)))
                .extracting(DocumentError::message)
                .containsExactly("There are more than 32 ways to meet it; name fewer alternatives.");
        assertThat(errorsOf(requiring("  approvals: {all: [{group: a, count: 20}, {group: b, count: 20},"
                        + " {group: c, count: 20}]}")))
                .extracting(DocumentError::message)
                .containsExactly("It takes more than 50 people; ask for fewer.");
    }

    @Test
    void whatNoClockCouldAddIsRefused() {
        assertThat(errorsOf(requiring("  waiting-time: PT9223372036854775807S")))
                .extracting(DocumentError::field)
                .containsExactly("requires.waiting-time");
    }

    @Test
    void conditionsAreCheckedWithTheirPlace() {
        assertThat(conditionErrors("""
                policy: p
                applies-to: {changes: [deletion]}
                requires:
                  conditions:
                    - {label: one, expression: "version.tgas.doc == 'yes'"}
                    - label: two
                      expression: |
                        has(version.tags.doc)
                        && versoin.number > 1
                    - {label: fine, expression: version.number > 1}
                """))
                .containsExactly(
                        new DocumentError(
                                5,
                                "requires.conditions[0].expression",
                                "At character 8 of it: undefined field 'tgas'."),
                        new DocumentError(
                                9,
                                "requires.conditions[1].expression",
                                "At character 4 of line 2 of it: undeclared reference to 'versoin'."));
    }

    private static List<DocumentError> conditionErrors(String text) {
        Surroundings surroundings =
                new Surroundings(null, name -> Optional.of(new SubjectId(name)), new CelConditions()::problems, null);
        return catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.examine(text, surroundings))
                .errors();
    }

    /** Of which the rules begin in line 4. */
    private static String requiring(String rules) {
        return "policy: p\napplies-to: {changes: [deletion]}\nrequires:\n" + rules;
    }

    @Test
    void whatIsNotYamlIsToldWithItsLine() {
        assertThat(errorsOf("policy: p\napplies-to: ["))
                .extracting(DocumentError::line)
                .containsExactly(2);
        assertThat(errorsOf("")).hasSize(1);
    }

    @Test
    void abbreviationsThatGrowAreNotFollowed() {
        assertThatThrownBy(() -> PolicyReader.read("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"))
                .isInstanceOf(InvalidPolicy.class);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        try {
            PolicyReader.read(text);
        } catch (InvalidPolicy refused) {
            assertThat(refused.errors()).isNotEmpty();
        }
    }

    private static List<DocumentError> errorsOf(String text) {
        return catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.read(text))
                .errors();
    }
}
