package io.countersign.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks up first how many rows each comparison holds for. PostgreSQL keeps one histogram for the values of all metrics
 * together, so it cannot tell a rare value of one metric from a common one, and would rather walk an order from end to
 * end.
 *
 * @param column that holds what the scouts find
 */
record Scouting(List<Scout> scouts, String column) {

    /**
     * How to go on.
     *
     * @param few up to so many matches are all there is to look at; beyond, walking the order finds a page sooner
     * @param many up to so many are gathered once, so that each step of the walk is checked in memory
     */
    record Reach(int few, int many) {

        static final Reach USUAL = new Reach(5_000, 20_000);
    }

    /** So few that more scouts would cost more than they save. */
    private static final int VERY_FEW = 1_000;

    /** How the drafts find the same with less to look at. */
    UnaryOperator<Draft> narrow(JdbcClient jdbc, Reach reach) {
        Optional<Set<String>> few = Optional.empty();
        List<Scout> many = new ArrayList<>();
        for (Scout scout : scouts) {
            if (few.isPresent() && few.get().size() <= VERY_FEW) {
                break;
            }
            int most = many.isEmpty() ? reach.many() : reach.few(); // looking further than that has its price as well
            int count = scout.count(most, jdbc);
            if (count <= reach.few()) {
                few = Optional.of(both(few, scout.find(jdbc)));
            } else if (count <= most) {
                many.add(scout);
            }
        }
        return few.map(this::only).orElseGet(() -> draft -> gathered(many, draft));
    }

    private UnaryOperator<Draft> only(Set<String> ids) {
        Fragment among = Fragment.of(column + " = any (?)", (Object) ids.toArray(String[]::new));
        return draft -> draft.narrowedBy(among);
    }

    private static Draft gathered(List<Scout> many, Draft draft) {
        Draft narrowed = draft;
        for (Scout scout : many) {
            narrowed = narrowed.with(scout.gathered(draft.walked()), scout.condition());
        }
        return narrowed;
    }

    private static Set<String> both(Optional<Set<String>> one, Set<String> other) {
        one.ifPresent(other::retainAll);
        return other;
    }
}
