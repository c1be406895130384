package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.identity.SubjectId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an author sends for a policy: it is one that everybody can keep and read again, or is refused. */
class AnyPolicyTest {

    private static final Map<SubjectId, Set<String>> HOUSE = Map.of(
            new SubjectId("ann"), Set.of("risk", "incident", "contributor"),
            new SubjectId("bob"), Set.of("risk", "incident", "legal", "contributor"),
            new SubjectId("cleo"), Set.of("risk", "compliance", "contributor"),
            new SubjectId("dora"), Set.of("contributor"));

    private static final Surroundings HERE = new Surroundings(
            () -> HOUSE,
            name -> Optional.of(new SubjectId(name)).filter(subject -> !name.equals("nobody")),
            new CelConditions()::problems,
            Instant.parse("2026-11-23T12:00:00Z"));

    private static final String[] VALID = {PolicyReaderTest.CREDIT, """
        {"policy": "p", "description": "a \\"b\\"", "applies-to": {"models": ["credit-*"], "changes":
         ["deletion", {"stage": {"from": ["None"], "to": ["Production"]}}, {"tag": "approved-*"}]},
         "requires": {"approvals": {"any": [{"group": "risk", "count": 2}, {"all": [{"group": "legal"}]}],
           "apart-from": []}, "metrics": [{"metric": "auc", "at-least": 0.8}], "waiting-time": "PT24H",
           "conditions": [{"label": "x", "expression": "version.number > 1"}]},
         "expires-after": "P30D", "signing": {"reauthentication": "required", "within": "PT5M", "acr": ["gold"]}}""", """
        policy: frozen
        applies-to: {changes: [renaming]}
        requires:
          freezes: [{from: 2027-12-20T00:00:00Z, until: 2028-01-05T00:00:00Z}]
          change-window: {days: [MONDAY], from: "09:00", until: "17:00", zone: Europe/Berlin}
          waiting-time: &long PT24H
          evidence: [{slot: "card", within: *long}]
        """};

    @Property(tries = 2_000)
    void isRefusedUnlessItCanBeKeptAndReadAgain(@ForAll("documents") String text) {
        Reading.orRefusal(() -> PolicyReader.examine(text, HERE), InvalidPolicy.class)
                .ifPresent(examined -> {
                    assertThat(PolicyReader.read(text, examined.reporters())).isEqualTo(examined.document());
                    assertStorable(examined.document().toString());
                });
    }

    private static void assertStorable(String text) {
        assertThat(text).doesNotContain("\0");
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Property(tries = 500)
    void whatIsSaidOfItIsEnoughToMendIt(@ForAll("documents") String text) {
        InvalidPolicy refused = catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.examine(text, HERE));
        if (refused != null) {
            assertThat(refused.errors())
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(101)
                    .allSatisfy(error -> {
                        assertThat(error.line()).isPositive();
                        assertThat(error.message()).isNotBlank().hasSizeLessThan(1_000);
                    });
        }
    }

    @Provide
    Arbitrary<String> documents() {
        return Mutations.of(VALID);
    }

    /** In YAML's double quotes stands what no text of YAML may hold. */
    @ParameterizedTest
    @ValueSource(strings = {"\\0", "\\x00", "\\u0000", "\\uD83D", "\\uDE80", "\\U0000D83D"})
    void noTextOfItIsOneThatTheDatabaseCannotHold(String escape) {
        String document = PolicyReaderTest.CREDIT.replace("rollback tested", "\"rollback" + escape + "\"");
        InvalidPolicy refused = catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.examine(document, HERE));
        assertThat(refused.errors())
                .extracting(DocumentErrors.DocumentError::field)
                .contains("requires.checklists[0].items[0].item");
    }

    @Test
    void aLongTextThatIsRepeatedByAbbreviationsMakesNoLongAnswer() {
        String document = "policy: p\napplies-to:\n  changes: [deletion]\n  models: [&a " + "x".repeat(30_000)
                + ", *a ".repeat(7_000) + "]\nrequires: {no-veto: true}";
        assertThat(Reading.orRefusal(() -> PolicyReader.read(document), InvalidPolicy.class))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [*a]",
                "&a {policy: *a}",
                "&a ? *a : *a",
                "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
                "<<: &a {<<: *a}",
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://x\"]]]]",
                "policy: !!java.lang.ProcessBuilder [touch, x]",
                "policy: p\n---\npolicy: q",
                "%TAG ! tag:x,2000:\n---\npolicy: !x p",
                "? policy\n: p",
                "{? {policy: p}: q}",
                "\uFEFFpolicy: p",
                "policy: |9\n p"
            })
    void noneOfYamlsOwnTricksIsAPolicy(String text) {
        assertThat(Reading.orRefusal(() -> PolicyReader.read(text), InvalidPolicy.class))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{", "{a: ", "- ", "? ", "-\n", "&a ", "!a ", "\"", "'", "a:\n ", "# ", "*a ", "\t", "\n"})
    void howeverDeepOrLongItIsItIsRefusedSoon(String piece) {
        for (int length : List.of(60_000, 250_000)) {
            String text = piece.repeat(length / piece.length());
            assertThat(Reading.orRefusal(() -> PolicyReader.read(text), InvalidPolicy.class))
                    .isEmpty();
            assertThat(Reading.orRefusal(() -> PolicyReader.read("policy: " + text), InvalidPolicy.class))
                    .isEmpty();
        }
    }

    @Test
    void manyMistakesAreToldUpToANumber() {
        String document = "policy: p\napplies-to: {changes: [" + "x, ".repeat(10_000) + "]}\nrequires: {no-veto: true}";
        InvalidPolicy refused = catchThrowableOfType(InvalidPolicy.class, () -> PolicyReader.read(document));
        assertThat(refused.errors()).hasSize(101).last().satisfies(error -> assertThat(error.message())
                .isEqualTo("There are 9900 more errors."));
    }

    @Test
    void undamagedEachIsAPolicy() {
        assertThat(List.of(VALID)).allSatisfy(document -> assertThat(
                        PolicyReader.examine(document, HERE).document().rules())
                .isNotEmpty());
    }
}
