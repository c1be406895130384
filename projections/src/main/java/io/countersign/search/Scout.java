package io.countersign.search;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A look at how many rows one comparison holds for.
 *
 * @param rows the query from its FROM on, in the order of the index, so that it is read from the index alone
 * @param owner the column that names the searched row
 */
record Scout(Fragment rows, String owner) {

    /** What the comparison holds for, unless that is more than these. */
    Optional<Set<String>> upTo(int most, JdbcClient jdbc) {
        return count(most + 1, jdbc) > most ? Optional.empty() : Optional.of(find(most, jdbc));
    }

    private int count(int most, JdbcClient jdbc) {
        Fragment count = limited(most).wrapped("select count(*) from (select ", ") few");
        return jdbc.sql(count.sql())
                .params(count.parameters())
                .query((row, number) -> row.getInt(1))
                .single();
    }

    private Set<String> find(int most, JdbcClient jdbc) {
        Fragment find = limited(most).wrapped("select %s ".formatted(owner), "");
        return new HashSet<>(jdbc.sql(find.sql())
                .params(find.parameters())
                .query((row, number) -> row.getString(1))
                .list());
    }

    private Fragment limited(int most) {
        return Fragment.join("", rows, Fragment.of(" limit ?", most));
    }
}
