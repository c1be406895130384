package io.countersign.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that walk along the index. Each begins at the end that is asked for first and ends with the page; the limit
 * is part of the text, for PostgreSQL plans by it.
 */
final class Statements {

    private final TrailFilter filter;
    private final Stretch part;
    private final String order;
    private final boolean newestFirst;
    private final int limit;

    Statements(TrailFilter filter, Stretch part, boolean newestFirst, int limit) {
        this.filter = filter;
        this.part = part;
        this.newestFirst = newestFirst;
        this.order = newestFirst ? "desc" : "asc";
        this.limit = limit;
    }

    void putInto(Map<String, Object> parameters) {
        parameters.put("actors", texts(filter.actors()));
        parameters.put("types", texts(filter.types()));
        Set<String> types = filter.types();
        parameters.put(
                "typeKeys",
                types == null ? new Integer[0] : types.stream().map(Key::type).toArray(Integer[]::new));
        parameters.put("from", filter.from() == null ? Long.MIN_VALUE : Stretch.roundedUp(filter.from()));
        parameters.put("to", filter.to() == null ? Long.MAX_VALUE : Stretch.roundedUp(filter.to()));
    }

    private static String[] texts(@Nullable Set<String> some) {
        return some == null ? new String[0] : some.toArray(String[]::new);
    }

    /** Nothing is asked for but perhaps a time. */
    String all() {
        return "select e.position from audit.entries e where " + where(inPart(), inTime()) + ordered("e");
    }

    /** Some types: the first entries of each, of which the first of all are among them. */
    String byTypes() {
        return """
                select p.position from unnest(:typeKeys) as t (type) cross join lateral (
                    select e.position from audit.entries e where e.type = t.type and %s %s) p %s""".formatted(where(inPart(), inTime()), ordered("e"), ordered("p"));
    }

    /**
     * An actor, an experiment, both, of some types: the kinds that these are of. Only the kinds whose own first entries come
     * first can have any that does, and only from the last of those on.
     */
    String byKinds() {
        return """
                with wanted as materialized (
                    select k.kind, k.first_position, k.last_position from audit.kinds k
                    where k.last_position > :after and k.first_position < :before and %1$s),
                heads as (
                    select w.kind, %2$s as head from wanted w),
                ahead as materialized (
                    select kind, head from heads where head is not null order by head %5$s limit %6$d)
                select p.position from ahead cross join lateral (
                    select e.position from audit.entries e
                    where e.kind = ahead.kind and %3$s and e.position %7$s
                    %4$s) p %8$s""".formatted(
                        ofKind("k"),
                        head(),
                        where(inPart(), inTime()),
                        ordered("e"),
                        order,
                        limit,
                        fromTheLastHeadOn(),
                        ordered("p"));
    }

    /** Of a kind the place of its own first entry, which is known unless the part of the log cuts it, or a time is asked for. */
    private String head() {
        String looked =
                "(select e.position from audit.entries e where e.kind = w.kind and %s order by e.position %s limit 1)"
                        .formatted(where(inPart(), inTime()), order);
        if (!inTime().isEmpty()) {
            return looked;
        }
        return newestFirst
                ? "case when w.last_position < :before then w.last_position else " + looked + " end"
                : "case when w.first_position > :after then w.first_position else " + looked + " end";
    }

    private String fromTheLastHeadOn() {
        return newestFirst
                ? ">= (select case when count(*) < %d then 0 else min(head) end from ahead)".formatted(limit)
                : "<= (select case when count(*) < %d then %d else max(head) end from ahead)"
                        .formatted(limit, Long.MAX_VALUE);
    }

    /** What leads through the log, and what else is asked of each event that it comes to. */
    String by(Criterion leading, List<Criterion> all) {
        List<String> conditions = new ArrayList<>(List.of(inPart()));
        all.stream()
                .filter(criterion -> !criterion.equals(leading))
                .map(Criterion::check)
                .forEach(conditions::add);
        if (filter.actors() != null || filter.experiment() != null || filter.types() != null) {
            conditions.add("exists (select from audit.kinds k where k.kind = e.kind and %s)".formatted(ofKind("k")));
        }
        if (!inTime().isEmpty()) {
            conditions.add(
                    "exists (select from audit.entries i where i.position = e.position and i.at >= :from and i.at < :to)");
        }
        return """
                select distinct p.position from unnest(:%s) as l (key) cross join lateral (
                    select e.position from %s e where e.%s = l.key and %s %s) p %s""".formatted(
                        leading.parameter(),
                        leading.table(),
                        leading.keyColumn(),
                        String.join(" and ", conditions),
                        ordered("e"),
                        ordered("p"));
    }

    /** @param whole whether it is asked of the whole log; kinds know how many events they have */
    String count(boolean whole) {
        String kind = ofKind("k");
        if (whole) {
            return "select coalesce(sum(k.events), 0)::bigint from audit.kinds k"
                    + (kind.isEmpty() ? "" : " where " + kind);
        }
        String of =
                kind.isEmpty() ? "" : " and exists (select from audit.kinds k where k.kind = e.kind and " + kind + ")";
        return "select count(*) from audit.entries e where " + where(inPart(), inTime()) + of;
    }

    private String ofKind(String table) {
        List<String> conditions = new ArrayList<>();
        if (filter.actors() != null) {
            conditions.add(table + ".actor = any(:actors)");
        }
        if (filter.experiment() != null) {
            conditions.add(table + ".experiment = any(:experiments)");
        }
        if (filter.types() != null) {
            conditions.add(table + ".type = any(:types)");
        }
        return String.join(" and ", conditions);
    }

    private static String inPart() {
        return "e.position > :after and e.position < :before";
    }

    private String inTime() {
        return part.within() ? "" : "e.at >= :from and e.at < :to";
    }

    private static String where(String one, String other) {
        return other.isEmpty() ? one : one + " and " + other;
    }

    private String ordered(String table) {
        return " order by %s.position %s limit %d".formatted(table, order, limit);
    }
}
