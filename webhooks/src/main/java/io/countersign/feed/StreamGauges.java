package io.countersign.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far streams are behind the log, read when the metrics are; the same on every server that shares the log. */
public final class StreamGauges implements MeterBinder {

    private static final String LAG = """
            select count(*) from log.domain_event_entry where global_index >= coalesce(
                (select upper(carried) from ops.feeds where feed = ?), 0)""";

    private static final String GAPS =
            "select greatest(count(*) - 1, 0) from unnest((select carried from ops.feeds where feed = ?))";

    private final JdbcTemplate jdbc;
    private final List<String> streams;

    public StreamGauges(JdbcTemplate jdbc, List<String> streams) {
        this.jdbc = jdbc;
        this.streams = List.copyOf(streams);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        streams.forEach(stream -> bind(stream, registry));
    }

    private void bind(String stream, MeterRegistry registry) {
        Gauge.builder("countersign.stream.lag", () -> read(LAG, stream))
                .description("Events in the log that the stream has not carried yet")
                .tag("stream", stream)
                .register(registry);
        Gauge.builder("countersign.stream.gaps", () -> read(GAPS, stream))
                .description("Places in the log that the stream has passed and found empty, not yet known to stay so")
                .tag("stream", stream)
                .register(registry);
    }

    private double read(String sql, String stream) {
        try {
            return Objects.requireNonNullElse(jdbc.queryForObject(sql, Double.class, stream), Double.NaN);
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }
}
