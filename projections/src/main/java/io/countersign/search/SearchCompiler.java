package io.countersign.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
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
        List<@Nullable Object> last = position();
        Stretch start = last == null ? Stretch.VALUES : Stretch.holding(last.getFirst());
        var drafts = stretches().stream()
                .filter(stretch -> stretch.compareTo(start) >= 0)
                .map(stretch -> draft(stretch, stretch == start ? last : null))
                .toList();
        return new CompiledSearch<>(drafts, scouting(), query.maxResults(), this::row, query.identity());
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
                .anyMatch(comparison -> isOn(first, comparison) && first.isPresentWhen(comparison));
        return Stretch.of(order.getFirst().key()).stream()
                .filter(stretch -> stretch != Stretch.ABSENT || !isPresent)
                .toList();
    }

    private boolean isOn(Field field, Comparison comparison) {
        return target.vocabulary().field(comparison.key()).equals(field);
    }

    /**
     * What the order is walked by needs no scout: the walk keeps to the range that the filter leaves. What equals is
     * looked for first, as it is rarer than what is more or less.
     */
    private Scouting scouting() {
        var scouts = query.filter().stream()
                .filter(comparison -> !isOn(order.getFirst().field(), comparison))
                .sorted(Comparator.comparing(
                        comparison -> !comparison.operator().equals(Operator.EQUAL.symbol())))
                .flatMap(comparison -> target.vocabulary().scout(comparison).stream())
                .toList();
        return new Scouting(scouts, searched());
    }

    private Draft draft(Stretch stretch, @Nullable List<@Nullable Object> last) {
        var segment = new Segment(stretch, order);
        var conditions = new ArrayList<>(query.scope());
        conditions.addAll(segment.conditions());
        query.filter().forEach(comparison -> conditions.add(condition(comparison, stretch)));
        if (last != null) {
            conditions.add(segment.after(last));
        }
        Fragment select = Fragment.of("select %s, %s from %s"
                .formatted(String.join(", ", target.idColumns()), segment.sortValues(), target.from()));
        return new Draft(
                Fragment.join("", select, segment.joins()),
                conditions,
                Fragment.of(" order by " + segment.orderBy()),
                stretch == Stretch.ABSENT
                        ? searched()
                        : order.getFirst().owner().orElse(searched()));
    }

    private String searched() {
        return target.idColumns().getFirst();
    }

    /** A filter on the metric, parameter or tag that the order is walked by bounds the walk itself. */
    private Fragment condition(Comparison comparison, Stretch stretch) {
        Fragment condition = target.vocabulary().condition(comparison);
        boolean isJoined = stretch != Stretch.ABSENT && isOn(order.getFirst().field(), comparison);
        return isJoined
                        && order.getFirst().field() instanceof KeyedValue value
                        && value.isOne()
                        && !Operator.isNullness(comparison)
                ? value.conditionOn(order.getFirst().key().expression(), comparison)
                : condition;
    }

    private FoundRow<K> row(ResultSet row, int number) throws SQLException {
        var sortValues = new ArrayList<@Nullable Object>();
        for (int column = 0; column < order.size(); column++) {
            sortValues.add(row.getObject(target.idColumns().size() + column + 1));
        }
        return new FoundRow<>(target.id().mapRow(row, number), sortValues);
    }
}
