package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final SubjectId ADA = new SubjectId("ada");
    private static final SubjectId BOB = new SubjectId("bob");
    private static final List<String> GROUPS = List.of("legal", "risk", "security");

    private static final Quorum RISK_AND_LEGAL =
            new Quorum.All(List.of(new Quorum.Of("risk", 1), new Quorum.Of("legal", 1)));

    @Test
    void onePersonInTwoGroupsFillsOnePlace() {
        Tally tally = Tally.of(RISK_AND_LEGAL, Map.of(ADA, Set.of("risk", "legal")));
        assertThat(tally.isMet()).isFalse();
        assertThat(tally.missing()).hasSize(1).containsValue(1);
    }

    @Test
    void nobodyIsMissedBecauseOfWhoWasCountedFirst() {
        Tally tally = Tally.of(RISK_AND_LEGAL, Map.of(ADA, Set.of("risk", "legal"), BOB, Set.of("legal")));
        assertThat(tally.filled()).isEqualTo(Map.of(ADA, "risk", BOB, "legal"));
        assertThat(tally.isMet()).isTrue();
    }

    @Test
    void ofSeveralWaysTheOneThatMissesFewestIsTold() {
        Quorum either = new Quorum.Any(List.of(new Quorum.Of("risk", 3), new Quorum.Of("legal", 2)));
        assertThat(Tally.of(either, Map.of(ADA, Set.of("legal"))).missing()).isEqualTo(Map.of("legal", 1));
    }

    @Property
    void aQuorumIsMetExactlyWhenPlacesCanBeGivenOut(
            @ForAll("quorums") Quorum quorum, @ForAll("people") Map<SubjectId, Set<String>> people) {
        boolean possible = quorum.ways().stream()
                .anyMatch(way -> canBeFilled(places(way), new ArrayList<>(people.keySet()), people));
        assertThat(Tally.of(quorum, people).isMet()).isEqualTo(possible);
    }

    @Property
    void anotherApprovalNeverUndoesAQuorum(
            @ForAll("quorums") Quorum quorum,
            @ForAll("people") Map<SubjectId, Set<String>> people,
            @ForAll("people") Map<SubjectId, Set<String>> more) {
        Map<SubjectId, Set<String>> all = new HashMap<>(more);
        all.putAll(people);
        if (Tally.of(quorum, people).isMet()) {
            assertThat(Tally.of(quorum, all).isMet()).isTrue();
        }
    }

    @Property
    void whoeverIsCountedIsInTheGroupThatTheyAreCountedFor(
            @ForAll("quorums") Quorum quorum, @ForAll("people") Map<SubjectId, Set<String>> people) {
        Tally.of(quorum, people).filled().forEach((person, group) -> assertThat(people.get(person))
                .contains(group));
    }

    /** By trying out everybody for every place. */
    private static boolean canBeFilled(List<String> places, List<SubjectId> free, Map<SubjectId, Set<String>> people) {
        if (places.isEmpty()) {
            return true;
        }
        for (SubjectId person : List.copyOf(free)) {
            if (people.getOrDefault(person, Set.of()).contains(places.getFirst())) {
                List<SubjectId> others = new ArrayList<>(free);
                others.remove(person);
                if (canBeFilled(places.subList(1, places.size()), others, people)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> places(Map<String, Integer> way) {
        List<String> places = new ArrayList<>();
        way.forEach((group, count) -> {
            for (int i = 0; i < count; i++) {
                places.add(group);
            }
        });
        return places;
    }

    @Provide
    Arbitrary<Map<SubjectId, Set<String>>> people() {
        return Arbitraries.maps(
                        Arbitraries.integers().between(1, 6).map(number -> new SubjectId("person" + number)),
                        Arbitraries.of(GROUPS).set())
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Quorum> quorums() {
        Arbitrary<Quorum> leaf = Arbitraries.of(GROUPS)
                .flatMap(group -> Arbitraries.integers().between(1, 2).map(count -> new Quorum.Of(group, count)));
        Arbitrary<Quorum> all = leaf.list().ofMinSize(1).ofMaxSize(3).map(Quorum.All::new);
        return Arbitraries.oneOf(
                leaf,
                all,
                Arbitraries.oneOf(leaf, all).list().ofMinSize(1).ofMaxSize(3).map(Quorum.Any::new));
    }
}
