package io.countersign.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A piece of SQL whose every value is a positional parameter.
 *
 * @param parameters one for each {@code ?} in the SQL, in its order
 */
record Fragment(String sql, List<Object> parameters) {

    static final Fragment NONE = of("");

    static Fragment of(String sql, Object... parameters) {
        return new Fragment(sql, Arrays.asList(parameters));
    }

    static Fragment join(String separator, Collection<Fragment> fragments) {
        var parameters = new ArrayList<>();
        fragments.forEach(fragment -> parameters.addAll(fragment.parameters));
        return new Fragment(
                String.join(separator, fragments.stream().map(Fragment::sql).toList()), parameters);
    }

    static Fragment join(String separator, Fragment... fragments) {
        return join(separator, List.of(fragments));
    }

    Fragment wrapped(String before, String after) {
        return new Fragment(before + sql + after, parameters);
    }

    boolean isEmpty() {
        return sql.isEmpty();
    }
}
