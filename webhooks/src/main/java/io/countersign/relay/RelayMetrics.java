package io.countersign.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far the relay is behind the log, read when the metrics are; the same on every server that shares the log. */
public final class RelayMetrics implements MeterBinder {

    private static final String CARRIED = "(select carried from ops.feeds where feed = '" + Relay.NAME + "')";

    private final JdbcTemplate jdbc;

    public RelayMetrics(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "countersign.stream.lag",
                        () -> read("select count(*) from log.domain_event_entry "
                                + "where global_index >= coalesce(upper(" + CARRIED + "), 0)"))
                .description("Events in the log that the stream has not carried yet")
                .tag("stream", Relay.NAME)
                .register(registry);
        Gauge.builder(
                        "countersign.stream.gaps",
                        () -> read("select greatest(count(*) - 1, 0) from unnest(" + CARRIED + ")"))
                .description("Places in the log that the stream has passed and found empty, not yet known to stay so")
                .tag("stream", Relay.NAME)
                .register(registry);
    }

    private double read(String sql) {
        try {
            return Objects.requireNonNullElse(jdbc.queryForObject(sql, Double.class), Double.NaN);
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }
}
