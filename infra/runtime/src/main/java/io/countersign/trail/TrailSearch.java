package io.countersign.trail;

import io.countersign.modelversion.VersionId;
import io.countersign.privacy.BlindWords;
import io.countersign.registeredmodel.ModelId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Where the events are that pass a filter. Whatever is asked, an index leads through them in the order of the log, so that a
 * page costs as much as it is long, and not as much as there is. Safe for many threads.
 */
final class TrailSearch {

    /** Beyond this many it does not matter how many more are found by something. */
    private static final int MANY = 2_000;

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final BlindWords blind;

    TrailSearch(JdbcTemplate jdbc, BlindWords blind) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.blind = blind;
    }

    /**
     * The first positions in a part of the log, from one of its ends.
     *
     * @param limit at most so many
     */
    List<Long> positions(TrailFilter filter, Stretch part, boolean newestFirst, int limit) {
        List<Long> found = new ArrayList<>();
        if (isNothing(filter)) {
            return found;
        }
        List<Criterion> criteria = criteria(filter);
        List<Stretch> parts = parts(filter, part);
        for (Stretch within : newestFirst ? parts.reversed() : parts) {
            Statements statements = new Statements(filter, within, newestFirst, limit - found.size());
            Map<String, Object> parameters = parameters(filter, within, statements, criteria);
            found.addAll(named.queryForList(sql(filter, statements, criteria, parameters), parameters, Long.class));
            if (found.size() == limit) {
                return found;
            }
        }
        return found;
    }

    /** How many pass a filter; where kinds say it, those that arrive meanwhile are counted, too. */
    long count(TrailFilter filter, Stretch part) {
        long found = 0;
        if (isNothing(filter)) {
            return found;
        }
        List<Criterion> criteria = criteria(filter);
        for (Stretch within : parts(filter, part)) {
            Statements statements = new Statements(filter, within, false, Integer.MAX_VALUE);
            Map<String, Object> parameters = parameters(filter, within, statements, criteria);
            Long count = named.queryForObject(
                    criteria.isEmpty()
                            ? statements.count(within.after() == 0 && filter.from() == null && filter.to() == null)
                            : "select count(*) from (" + statements.by(rarest(criteria, parameters), criteria)
                                    + ") found",
                    parameters,
                    Long.class);
            found += count == null ? 0 : count;
        }
        return found;
    }

    private List<Stretch> parts(TrailFilter filter, Stretch part) {
        return Stretch.around(filter.from(), filter.to(), jdbc).stream()
                .map(part::and)
                .filter(within -> !within.isEmpty())
                .toList();
    }

    private Map<String, Object> parameters(
            TrailFilter filter, Stretch within, Statements statements, List<Criterion> criteria) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("after", within.after());
        parameters.put("before", within.before());
        statements.putInto(parameters);
        List<String> experiments = filter.experiment() == null ? List.of() : named("experiment", filter.experiment());
        parameters.put("experiments", experiments.toArray(String[]::new));
        criteria.forEach(criterion -> parameters.put(criterion.parameter(), criterion.keys()));
        return parameters;
    }

    private static boolean isNothing(TrailFilter filter) {
        return isEmpty(filter.types())
                || isEmpty(filter.actors())
                || filter.text() != null && filter.words().isEmpty();
    }

    private static boolean isEmpty(@Nullable Set<String> some) {
        return some != null && some.isEmpty();
    }

    private String sql(
            TrailFilter filter, Statements statements, List<Criterion> criteria, Map<String, Object> parameters) {
        if (!criteria.isEmpty()) {
            return statements.by(rarest(criteria, parameters), criteria);
        }
        if (filter.actors() != null || filter.experiment() != null) {
            return statements.byKinds();
        }
        return filter.types() == null ? statements.all() : statements.byTypes();
    }

    /** The one by which the fewest are found leads, and the others are asked of each. */
    private Criterion rarest(List<Criterion> criteria, Map<String, Object> parameters) {
        if (criteria.size() == 1) {
            return criteria.getFirst();
        }
        Map<Criterion, Long> found = new HashMap<>();
        criteria.forEach(criterion -> found.put(criterion, count(criterion, parameters)));
        return criteria.stream().min(Comparator.comparing(found::get)).orElseThrow();
    }

    private long count(Criterion criterion, Map<String, Object> parameters) {
        Long count = named.queryForObject(
                "select count(*) from (select from %s e where e.%s = any(:%s) limit %d) counted"
                        .formatted(criterion.table(), criterion.keyColumn(), criterion.parameter(), MANY),
                parameters,
                Long.class);
        return count == null ? 0 : count;
    }

    private List<Criterion> criteria(TrailFilter filter) {
        List<Criterion> criteria = new ArrayList<>();
        if (filter.model() != null) {
            criteria.add(mark("models", models(filter.model(), filter.version())));
        }
        if (filter.run() != null) {
            criteria.add(new Criterion("run", new Long[] {Key.run(filter.run())}, "run"));
        }
        if (filter.correlation() != null) {
            criteria.add(
                    new Criterion("correlation", new Long[] {Key.correlation(filter.correlation())}, "correlation"));
        }
        for (String word : filter.words()) {
            criteria.add(mark(
                    "word" + criteria.size(),
                    LongStream.concat(LongStream.of(Key.word(word)), blind.writtenByAnybody(word))));
        }
        return criteria;
    }

    private static Criterion mark(String parameter, LongStream keys) {
        return new Criterion("", keys.boxed().toArray(Long[]::new), parameter);
    }

    private LongStream models(String model, @Nullable Integer version) {
        return named("model", model).stream()
                .map(ModelId::new)
                .mapToLong(id -> version == null ? Key.model(id) : Key.version(new VersionId(id, version)));
    }

    /** Whatever was ever called so, and what has this for its id. */
    private List<String> named(String kind, String name) {
        List<String> ids = new ArrayList<>(
                jdbc.queryForList("select id from audit.names where kind = ? and name = ?", String.class, kind, name));
        ids.add(name);
        return ids.stream().distinct().toList();
    }
}
