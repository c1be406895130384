package io.countersign.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A query that can be narrowed before it runs.
 *
 * @param head SELECT, FROM and joins
 * @param tail ORDER BY, without the limit
 */
record Draft(Fragment head, List<Fragment> conditions, Fragment tail) {

    Fragment limitedTo(int rows) {
        Fragment where = conditions.isEmpty()
                ? Fragment.NONE
                : Fragment.join(" and ", conditions).wrapped(" where ", "");
        return Fragment.join("", head, where, tail, Fragment.of(" limit ?", rows));
    }

    Draft narrowedBy(Fragment condition) {
        var narrowed = new ArrayList<Fragment>();
        narrowed.add(condition);
        narrowed.addAll(conditions);
        return new Draft(head, narrowed, tail);
    }
}
