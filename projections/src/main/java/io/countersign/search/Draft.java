package io.countersign.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A query that can be narrowed before it runs.
 *
 * @param head SELECT, FROM and joins
 * @param tail ORDER BY, without the limit
 * @param walked the column that names the searched row in the table whose index the order follows
 */
record Draft(Fragment head, List<Fragment> conditions, Fragment tail, String walked) {

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
        return new Draft(head, narrowed, tail, walked);
    }

    /** One condition in the place of another that holds for the same rows. */
    Draft with(Fragment condition, Fragment replaced) {
        return new Draft(
                head,
                conditions.stream()
                        .map(each -> each.equals(replaced) ? condition : each)
                        .toList(),
                tail,
                walked);
    }
}
