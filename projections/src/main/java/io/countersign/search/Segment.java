package io.countersign.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the query for one stretch of an order. */
final class Segment {

    private final Stretch stretch;
    private final SortTerm first;
    private final List<SortTerm> others;

    Segment(Stretch stretch, List<SortTerm> order) {
        this.stretch = stretch;
        this.first = order.getFirst();
        this.others = order.subList(1, order.size());
    }

    /** What the page token needs of each row. */
    String sortValues() {
        String ofFirst =
                switch (stretch) {
                    case VALUES -> first.key().expression();
                    case NANS -> "'NaN'::float8";
                    case ABSENT -> "null";
                };
        return String.join(
                ", ",
                Stream.concat(Stream.of(ofFirst), otherKeys().map(SortKey::expression))
                        .toList());
    }

    Fragment joins() {
        var joins = new ArrayList<Fragment>();
        joins.add(stretch == Stretch.ABSENT ? Fragment.NONE : first.joined());
        others.forEach(term -> joins.add(term.joinedIfPresent()));
        return Fragment.join("", joins);
    }

    /** What sets this stretch apart from the others. */
    List<Fragment> conditions() {
        SortKey key = first.key();
        return switch (stretch) {
            case ABSENT -> List.of(first.absent());
            case NANS -> List.of(Fragment.of(Conditions.isNaN(key.expression())));
            case VALUES -> {
                if (!key.nullable()) {
                    yield List.of();
                }
                yield List.of(Fragment.of(
                        key.type() == ValueType.NUMBER
                                ? Conditions.isNumber(key.expression())
                                : key.expression() + " is not null"));
            }
        };
    }

    Fragment after(List<@Nullable Object> last) {
        return new Keyset(keys(), stretch == Stretch.VALUES ? last : last.subList(1, last.size())).condition();
    }

    String orderBy() {
        return String.join(", ", keys().stream().map(SortKey::orderBy).toList());
    }

    /** Within a stretch the first key is either always there, or the same in every row. */
    private List<SortKey> keys() {
        return stretch == Stretch.VALUES
                ? Stream.concat(Stream.of(first.key().alwaysPresent()), otherKeys())
                        .toList()
                : otherKeys().toList();
    }

    private Stream<SortKey> otherKeys() {
        return others.stream().map(SortTerm::key);
    }
}
