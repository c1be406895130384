package io.countersign.tracking;

import io.countersign.run.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The curves of metrics over several runs, thinned out for drawing. The database keeps the lowest and highest point of each
 * of more stretches than are asked for, so that the server holds a few times what it answers, however long a run is.
 */
public final class MetricCurves {

    /** How many stretches the database looks at for each point that is kept. */
    private static final int STRETCHES_PER_POINT = 2;

    private static final String EXTREMES = """
            with numbered as (
                select *, row_number() over (partition by run_id, key order by %2$s) as place,
                    count(*) over (partition by run_id, key) as n
                from (%1$s) points where value <> 'NaN'),
            parted as (
                select *, case when n <= 2 * ? then place else (place - 1) * ? / n end as part from numbered),
            ranked as (
                select *, row_number() over (partition by run_id, key, part order by value, place) as low,
                    row_number() over (partition by run_id, key, part order by value desc, place) as high
                from parted)
            select run_id, key, value, ts, step, n from ranked
            where low = 1 or high = 1 or place = 1 or place = n
            order by array_position(?::text[], run_id), array_position(?::text[], key), place""";

    private final JdbcTemplate jdbc;

    public MetricCurves(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What runs along the curve. */
    public enum Axis {
        STEP("step, ts, value"),
        TIME("ts, step, value");

        private final String order;

        Axis(String order) {
            this.order = order;
        }

        double of(Metric metric) {
            return this == STEP ? metric.step() : metric.timestamp();
        }
    }

    /** By run and key in the order given; what has no point but NaN has no curve. */
    public List<Curve> of(Collection<String> runIds, Collection<String> keys, Axis axis, int points) {
        String[] runs = runIds.toArray(String[]::new);
        String[] wanted = keys.toArray(String[]::new);
        int stretches = points * STRETCHES_PER_POINT;
        Map<List<String>, Full> curves = new LinkedHashMap<>();
        jdbc.query(
                EXTREMES.formatted(MetricSamples.POINTS, axis.order),
                row -> {
                    Full curve = curves.computeIfAbsent(
                            List.of(row.getString("run_id"), row.getString("key")),
                            first -> new Full(new ArrayList<>()));
                    Metric metric = Metric.of(
                            row.getString("key"), row.getDouble("value"), row.getLong("ts"), row.getLong("step"));
                    curve.points().add(new Place(metric, axis.of(metric), row.getLong("n")));
                },
                runs,
                wanted,
                wanted,
                stretches,
                stretches,
                runs,
                wanted);
        return curves.entrySet().stream()
                .map(entry -> entry.getValue().thinned(entry.getKey(), points))
                .toList();
    }

    /** @param total how many points it has, NaN left out */
    public record Curve(String runId, String key, long total, List<Metric> points) {}

    private record Place(Metric metric, double x, long total) implements Triangles.Point {

        @Override
        public double y() {
            return metric.value();
        }
    }

    private record Full(List<Place> points) {

        Curve thinned(List<String> whose, int count) {
            return new Curve(
                    whose.getFirst(),
                    whose.getLast(),
                    points.getFirst().total(),
                    Triangles.thinned(points, count).stream().map(Place::metric).toList());
        }
    }
}
