package io.countersign.search;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One clause of an order_by, with what it means said once more and without SQL. */
record RunOrder(String entity, String key, boolean ascending) implements Comparator<RunRow> {

    String written() {
        String field = entity.isEmpty() ? key : entity + ".`" + key + "`";
        return field + (ascending ? "" : " DESC");
    }

    /** MLflow breaks ties by the latest start, then by id. */
    static Comparator<RunRow> of(List<RunOrder> clauses) {
        Comparator<RunRow> order = Comparator.comparing(run -> 0);
        for (RunOrder clause : clauses) {
            order = order.thenComparing(clause);
        }
        boolean isByStart = clauses.stream().anyMatch(clause -> clause.key().equals("start_time"));
        return (isByStart ? order : order.thenComparing(new RunOrder("", "start_time", false)))
                .thenComparing(RunRow::id);
    }

    @Override
    public int compare(RunRow one, RunRow other) {
        Object a = value(one);
        Object b = value(other);
        if (rank(a) != rank(b)) {
            return rank(a) - rank(b);
        }
        if (a == null || b == null || rank(a) > 0) {
            return 0;
        }
        return ascending ? values(a, b) : values(b, a);
    }

    private @Nullable Object value(RunRow run) {
        return new RunCondition(entity, key, "=", "").valueOf(run);
    }

    /** Numbers and texts, then NaN, then nothing. */
    private static int rank(@Nullable Object value) {
        if (value == null) {
            return 2;
        }
        return value instanceof Double number && number.isNaN() ? 1 : 0;
    }

    private static int values(Object a, Object b) {
        if (a instanceof String one && b instanceof String other) {
            return one.compareTo(other);
        }
        double one = ((Number) a).doubleValue();
        double other = ((Number) b).doubleValue();
        return one < other ? -1 : one > other ? 1 : 0;
    }
}
