package io.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.Hands;
import io.countersign.identity.SubjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is behind whom, by the function in SQL and by the one that serves tests and the past. */
class PeopleBehindTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    private final JdbcClient jdbc = TestDatabase.empty();

    /** @param hands of each of the names, keepers and then those whom they act for; null, and oneself, for nobody */
    private void people(List<Optional<String>> hands) {
        jdbc.sql("truncate ops.users cascade").update();
        for (String name : NAMES) {
            jdbc.sql("insert into ops.users (subject_id, username, roles) values (?, ?, '{}')")
                    .params(name, name)
                    .update();
        }
        for (String name : NAMES) {
            jdbc.sql("update ops.users set keeper = ?, acts_for = ? where subject_id = ?")
                    .param(keeper(name, hands).orElse(null))
                    .param(served(name, hands).orElse(null))
                    .param(name)
                    .update();
        }
    }

    private static Optional<String> keeper(String name, List<Optional<String>> hands) {
        return hands.get(NAMES.indexOf(name)).filter(hand -> !hand.equals(name));
    }

    private static Optional<String> served(String name, List<Optional<String>> hands) {
        return hands.get(NAMES.size() + NAMES.indexOf(name)).filter(hand -> !hand.equals(name));
    }

    private SubjectId personBehind(String name) {
        return new UserTable(jdbc).personBehind(new SubjectId(name));
    }

    @Property(tries = 40)
    void isTheSameInBoth(@ForAll("hands") List<Optional<String>> hands) {
        people(hands);
        for (String name : NAMES) {
            assertThat(personBehind(name))
                    .as("%s of %s", name, hands)
                    .isEqualTo(Hands.personBehind(new SubjectId(name), each -> keeper(each.value(), hands)
                            .or(() -> served(each.value(), hands))
                            .map(SubjectId::new)));
        }
    }

    /** Who is behind an account is behind whoever has a hand in it, and behind themselves. */
    @Property(tries = 40)
    void isOnePersonAllAlongTheChain(@ForAll("hands") List<Optional<String>> hands) {
        people(hands);
        for (String name : NAMES) {
            SubjectId person = personBehind(name);
            assertThat(personBehind(person.value())).as("%s of %s", name, hands).isEqualTo(person);
            keeper(name, hands).or(() -> served(name, hands)).ifPresent(hand -> assertThat(personBehind(hand))
                    .as("%s of %s", hand, hands)
                    .isEqualTo(person));
        }
    }

    @Provide
    Arbitrary<List<Optional<String>>> hands() {
        return Arbitraries.of(NAMES).optional(0.7).list().ofSize(2 * NAMES.size());
    }

    private void ring(Map<String, String> keepers) {
        people(Stream.concat(
                        NAMES.stream().map(name -> Optional.ofNullable(keepers.get(name))),
                        NAMES.stream().map(name -> Optional.<String>empty()))
                .toList());
    }

    @Test
    void isOneOfThoseInARingOfTwo() {
        ring(Map.of("c", "b", "b", "c"));
        assertThat(personBehind("b")).isEqualTo(personBehind("c")).isEqualTo(new SubjectId("b"));
    }

    @Test
    void isOneOfThoseInARingOfThreeForWhoComesToItAsWell() {
        ring(new TreeMap<>(Map.of("a", "d", "b", "c", "c", "d", "d", "b")));
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(personBehind(name)).as(name).isEqualTo(new SubjectId("b"));
        }
    }
}
