package io.countersign.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks up first what few rows match. PostgreSQL keeps one histogram for the values of all metrics together, so it
 * cannot tell a rare value of one metric from a common one, and would rather walk an order from end to end.
 *
 * @param column that holds what the scouts find
 */
record Scouting(List<Scout> scouts, String column) {

    /** Beyond this many, walking the order finds a page sooner. */
    private static final int FEW = 5_000;

    /** So few that more scouts would cost more than they save. */
    private static final int VERY_FEW = 1_000;

    /** A condition that holds for every match of the search, if it has few. */
    Optional<Fragment> narrow(JdbcClient jdbc) {
        Optional<Set<String>> few = Optional.empty();
        for (Scout scout : scouts) {
            if (few.isPresent() && few.get().size() <= VERY_FEW) {
                break;
            }
            few = both(few, scout.upTo(FEW, jdbc));
        }
        return few.map(ids -> Fragment.of(column + " = any (?)", (Object) ids.toArray(String[]::new)));
    }

    private static Optional<Set<String>> both(Optional<Set<String>> one, Optional<Set<String>> other) {
        if (one.isPresent() && other.isPresent()) {
            one.get().retainAll(other.get());
        }
        return one.isPresent() ? one : other;
    }
}
