package io.countersign.search;

import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A look at how many rows one comparison holds for.
 *
 * @param rows the query from its FROM on, in the order of the index, so that it is read from the index alone
 * @param owner the column that names the searched row
 * @param condition how a search has the comparison without a scout
 */
record Scout(Fragment rows, String owner, Fragment condition) {

    /** For how many the comparison holds; one more than the most if for more than that. */
    int count(int most, JdbcClient jdbc) {
        Fragment count = Fragment.join("", rows, Fragment.of(" limit ?", Math.max(most, 0) + 1))
                .wrapped("select count(*) from (select ", ") few");
        return jdbc.sql(count.sql())
                .params(count.parameters())
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /** What it holds for. */
    Set<String> find(JdbcClient jdbc) {
        Fragment find = rows.wrapped("select %s ".formatted(owner), "");
        return new HashSet<>(jdbc.sql(find.sql())
                .params(find.parameters())
                .query((row, number) -> row.getString(1))
                .list());
    }

    /**
     * The condition for a walk on which many rows are checked: whatever it holds for is hashed once. The test for TRUE
     * keeps PostgreSQL from turning it into a join, whose order it would have to sort again.
     */
    Fragment gathered(String walked) {
        return rows.wrapped("(%s in (select %s ".formatted(walked, owner), ")) is true");
    }
}
