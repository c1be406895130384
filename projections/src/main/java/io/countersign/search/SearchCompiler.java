package io.countersign.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles one page of a search to SQL. */
final class SearchCompiler<K> {

    private final Target<K> target;
    private final Query query;
    private final List<SortTerm> order;

    private SearchCompiler(Target<K> target, Query query) {
        this.target = target;
        this.query = query;
        this.order = Order.of(target, query.orderBy());
    }

    static <K> CompiledSearch<K> compile(Target<K> target, Query query) {
        target.limit().check(query.maxResults());
        return new SearchCompiler<>(target, query).compile();
    }

    private CompiledSearch<K> compile() {
        List<Fragment> filter =
                query.filter().stream().map(target.vocabulary()::condition).toList();
        List<@Nullable Object> last = position();
        Stretch start = last == null ? Stretch.VALUES : Stretch.holding(last.getFirst());
        var statements = stretches().stream()
                .filter(stretch -> stretch.compareTo(start) >= 0)
                .map(stretch -> statement(stretch, filter, stretch == start ? last : null))
                .toList();
        return new CompiledSearch<>(statements, query.maxResults(), this::row, query.identity());
    }

    private @Nullable List<@Nullable Object> position() {
        String token = query.pageToken();
        return token == null || token.isEmpty()
                ? null
                : PageToken.decode(
                        token,
                        query.identity(),
                        order.stream().map(SortTerm::key).toList());
    }

    /** A filter on the first sort key leaves no row without it. */
    private List<Stretch> stretches() {
        Field first = order.getFirst().field();
        boolean isPresent = query.filter().stream()
                .anyMatch(comparison ->
                        target.vocabulary().field(comparison.key()).equals(first) && first.isPresentWhen(comparison));
        return Stretch.of(order.getFirst().key()).stream()
                .filter(stretch -> stretch != Stretch.ABSENT || !isPresent)
                .toList();
    }

    private CompiledSearch.Statement statement(
            Stretch stretch, List<Fragment> filter, @Nullable List<@Nullable Object> last) {
        var segment = new Segment(stretch, order);
        var conditions = new ArrayList<>(query.scope());
        conditions.addAll(segment.conditions());
        conditions.addAll(filter);
        if (last != null) {
            conditions.add(segment.after(last));
        }
        Fragment sql = Fragment.join(
                "",
                Fragment.of("select %s, %s from %s"
                        .formatted(String.join(", ", target.idColumns()), segment.sortValues(), target.from())),
                segment.joins(),
                where(conditions),
                Fragment.of(" order by %s limit ?".formatted(segment.orderBy()), query.maxResults() + 1));
        return new CompiledSearch.Statement(sql.sql(), sql.parameters());
    }

    private static Fragment where(List<Fragment> conditions) {
        return conditions.isEmpty()
                ? Fragment.NONE
                : Fragment.join(" and ", conditions).wrapped(" where ", "");
    }

    private FoundRow<K> row(ResultSet row, int number) throws SQLException {
        var sortValues = new ArrayList<@Nullable Object>();
        for (int column = 0; column < order.size(); column++) {
            sortValues.add(row.getObject(target.idColumns().size() + column + 1));
        }
        return new FoundRow<>(target.id().mapRow(row, number), sortValues);
    }
}
