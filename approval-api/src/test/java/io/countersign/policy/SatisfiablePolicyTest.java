package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.SubjectId;
import io.countersign.policy.DocumentErrors.DocumentError;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Policies in a house with Ann and Bob of risk, Cleo of risk and legal, and Dora, who makes the models. */
class SatisfiablePolicyTest {

    private static final String[] REVIEWER = {"viewer", "contributor", "reviewer"};
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Map<SubjectId, Set<String>> house =
            new TreeMap<>((one, other) -> one.value().compareTo(other.value()));

    SatisfiablePolicyTest() {
        comes("ann", "risk", REVIEWER);
        comes("bob", "risk", REVIEWER);
        comes("cleo", "risk", REVIEWER);
        join("cleo", "legal");
        comes("dora", "science", "viewer");
        comes("eve", "staff", "viewer", "contributor");
    }

    private void comes(String name, String group, String... roles) {
        house.put(new SubjectId(name), Set.of(roles));
        join(name, group);
    }

    private void join(String name, String group) {
        house.compute(new SubjectId(name), (person, before) -> {
            var groups = new HashSet<>(before == null ? Set.of() : before);
            groups.add(group);
            return Set.copyOf(groups);
        });
    }

    private List<DocumentError> errorsOf(String rules) {
        Surroundings surroundings = new Surroundings(
                () -> house,
                name -> Optional.of(new SubjectId(name)).filter(house::containsKey),
                expression -> List.of(),
                NOW);
        try {
            PolicyReader.examine(
                    "policy: p\napplies-to: {changes: [deletion]}\nrequires:\n" + rules.indent(2), surroundings);
            return List.of();
        } catch (InvalidPolicy refused) {
            return refused.errors();
        }
    }

    private void assertRefused(String rules, int line, String field, String message) {
        assertThat(errorsOf(rules)).containsExactly(new DocumentError(line, "requires." + field, message));
    }

    private void assertFine(String rules) {
        assertThat(errorsOf(rules)).isEmpty();
    }

    @Nested
    class Quorums {

        @Test
        void takeNoMoreThanAreInTheGroup() {
            assertFine("approvals: {group: risk, count: 3}");
            assertRefused(
                    "approvals:\n  group: risk\n  count: 4",
                    6,
                    "approvals.count",
                    "It takes 4 of the group risk, and 3 of those in it may approve, as contributors may.");
        }

        @Test
        void countRolesAsGroups() {
            assertFine("approvals: {group: reviewer, count: 3}");
            assertFine("approvals: {group: contributor, count: 3}");
            assertThat(errorsOf("approvals: {group: reviewer, count: 4}")).hasSize(1);
        }

        @Test
        void countThoseWhoMayApprove() {
            assertRefused(
                    "approvals: {group: science}",
                    4,
                    "approvals.count",
                    "It takes 1 of the group science, and 0 of those in it may approve, as contributors may.");
        }

        @Test
        void nameGroupsWithSomebodyIn() {
            assertRefused(
                    "approvals: {any: [{group: risk}, {group: lega}]}",
                    4,
                    "approvals.any[1].group",
                    "Nobody is in the group lega; is its name right?");
        }

        @Test
        void countNobodyTwice() {
            assertFine("approvals: {all: [{group: risk, count: 2}, {group: legal}]}");
            assertRefused(
                    "approvals: {all: [{group: risk, count: 3}, {group: legal}]}",
                    4,
                    "approvals",
                    "It takes more people than there are: who is in several groups counts for one.");
        }

        @Test
        void mayHaveAnAlternativeThatNobodyCanMeetNow() {
            assertFine("approvals: {any: [{group: legal, count: 2}, {group: risk}]}");
            assertThat(errorsOf("approvals: {any: [{group: legal, count: 2}, {group: risk, count: 4}]}"))
                    .extracting(DocumentError::field)
                    .containsExactly("requires.approvals.any[0].count", "requires.approvals.any[1].count");
        }

        @Test
        void leaveSomebodyBesidesTheRequester() {
            assertFine("approvals: {group: reviewer, count: 3, apart-from: [requester]}");
            house.remove(new SubjectId("eve"));
            assertRefused(
                    "approvals: {group: reviewer, count: 3, apart-from: [requester]}",
                    4,
                    "approvals.apart-from",
                    "Whoever asks for a change, too few are left to approve it: the requester does not count.");
            assertFine("approvals: {group: reviewer, count: 3, apart-from: []}");
        }
    }

    @Test
    void reportersAreThere() {
        assertFine("checks: [{name: bias, reporter: ann}]");
        assertRefused(
                "checks: [{name: bias, reporter: ci}]",
                4,
                "checks[0].reporter",
                "There is no user ci; use a user's name or subject id.");
    }

    @Test
    void producersAreThere() {
        assertFine("evidence: [{slot: card, producers: science}]");
        assertRefused(
                "evidence: [{slot: card, producers: scince}]",
                4,
                "evidence[0].producers",
                "Nobody is in the group scince; is its name right?");
    }

    @Nested
    class Freezes {

        private static final String MONDAYS =
                "change-window: {days: [MONDAY], from: \"09:00\", until: \"17:00\", zone: Europe/Berlin}\n";
        private static final String NO_MOMENT =
                "Together with the change window they leave no moment in the next ten years.";

        private static String freezes(String... stretches) {
            StringBuilder freezes = new StringBuilder("freezes:\n");
            for (int i = 0; i < stretches.length; i += 2) {
                freezes.append("  - {from: ")
                        .append(stretches[i])
                        .append(", until: ")
                        .append(stretches[i + 1])
                        .append("}\n");
            }
            return freezes.toString();
        }

        @Test
        void leaveAMoment() {
            assertFine(MONDAYS + freezes("2026-11-23T00:00:00Z", "2027-11-23T00:00:00Z"));
            assertFine(freezes(
                    "2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z", "2090-01-01T00:00:00Z"));
        }

        @Test
        void areNotForEver() {
            assertRefused(freezes("2026-01-01T00:00:00Z", "2090-01-01T00:00:00Z"), 4, "freezes", NO_MOMENT);
            assertRefused(
                    freezes(
                            "2026-01-01T00:00:00Z",
                            "2030-01-01T00:00:00Z",
                            "2029-12-31T00:00:00Z",
                            "+1000000-01-01T00:00:00Z"),
                    4,
                    "freezes",
                    NO_MOMENT);
        }

        @Test
        void leaveAMomentOfTheWindow() {
            assertRefused(
                    MONDAYS
                            + freezes(
                                    "2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z",
                                    "2030-01-02T00:00:00Z", "2090-01-01T00:00:00Z"),
                    5,
                    "freezes",
                    NO_MOMENT); // the day between them is a Tuesday
        }
    }
}
