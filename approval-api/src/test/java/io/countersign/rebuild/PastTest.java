package io.countersign.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.ReplayedViews;
import io.countersign.database.ConnectionPools;
import io.countersign.history.History;
import io.countersign.log.EventEngine;
import io.countersign.log.EventHandlers;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known of the past is what the log says up to there. {@code -Dhistory.seed=} makes up another history. */
class PastTest {

    private static final long SEED = Long.getLong("history.seed", 20_260_107);
    private static final int POINTS = 25;
    private static final String THEN = "views_then";

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private static final JdbcTemplate SQL = SERVER.ownersSql();

    @BeforeAll
    static void aHistory() {
        History.write(SERVER, SEED);
    }

    @Test
    void eachTableWasAtAnyPointWhatAReplayUpToThereMakesOfIt() {
        new ViewsSchema(THEN, 0, ConnectionPools.forOwner(SERVER.database())).createAnew();
        try (HikariDataSource source = ConnectionPools.forSchema(SERVER.database(), 2, THEN);
                Stream<? extends TrackedEventMessage<?>> events =
                        EventEngine.reading(source).readEvents(null, false)) {
            Iterator<? extends TrackedEventMessage<?>> next = events.iterator();
            TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
            EventHandlers handlers = new EventHandlers(new JdbcTemplate(source), new ReplayedViews().inReplay(source));
            for (long point : points()) {
                List<TrackedEventMessage<?>> upToThere = upTo(point, next);
                transactions.executeWithoutResult(status -> handlers.accept(upToThere));

                assertThat(rows("past", point, "past, views"))
                        .as("as of event %d of seed %d", point, SEED)
                        .isEqualTo(rows(THEN, point, THEN));
            }
        }
    }

    private static List<Long> points() {
        Random random = new Random(SEED);
        List<Long> events = SQL.queryForList("select global_index from log.domain_event_entry order by 1", Long.class);
        return Stream.concat(
                        Stream.of(events.getFirst(), events.getLast()),
                        random.ints(POINTS, 0, events.size()).mapToObj(events::get))
                .sorted()
                .distinct()
                .toList();
    }

    private static List<TrackedEventMessage<?>> upTo(long point, Iterator<? extends TrackedEventMessage<?>> next) {
        List<TrackedEventMessage<?>> events = new ArrayList<>();
        long last = 0;
        while (last < point) {
            TrackedEventMessage<?> event = next.next();
            last = event.trackingToken().position().orElseThrow();
            events.add(event);
        }
        return events;
    }

    @Test
    void aRebuildKnowsThePastAsWell() {
        long somewhere = points().get(POINTS / 2);
        Map<String, List<String>> before = rows("past", somewhere, "past, views");

        InProcessServer.rebuildOf(SERVER.database()).replace(done -> {});

        assertThat(rows("past", somewhere, "past, views")).isEqualTo(before);
    }

    /** Of each table that has a past; accounts are not derived from the log. */
    private static Map<String, List<String>> rows(String schema, long point, String searchPath) {
        return Objects.requireNonNull(SQL.execute((Connection connection) -> {
            Map<String, List<String>> rows = new TreeMap<>();
            JdbcTemplate sql = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            sql.execute("set search_path = " + searchPath);
            sql.execute("set countersign.as_of = " + point);
            sql.queryForList(
                            "select viewname from pg_views where schemaname = 'past' and viewname <> 'accounts'",
                            String.class)
                    .forEach(table -> rows.put(table, rows(sql, schema, table)));
            return rows;
        }));
    }

    private static List<String> rows(JdbcTemplate sql, String schema, String table) {
        String columns = sql.queryForObject("""
                select string_agg(format('%I', column_name), ', ' order by column_name)
                from information_schema.columns where table_schema = 'past' and table_name = ?""", String.class, table);
        return sql.queryForList(
                "select row(%s)::text from %s.%s order by 1".formatted(columns, schema, table), String.class);
    }
}
