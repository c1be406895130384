package io.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import io.countersign.egress.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is read of many messages that come to be pending at once, when hardly any were for long. */
class BurstTest {

    private static final String NODE = "here";
    private static final int LANES = 20;
    private static final int A_FEW = 40;
    private static final int MANY = 100_000;

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final TransactionTemplate transactions =
            new TransactionTemplate(server.part(PlatformTransactionManager.class));
    private final JdbcTemplate pending = new FreshPlans(server.sql());
    private final Lanes lanes = new Lanes(pending, NODE);
    private final Deliveries deliveries = new Deliveries(pending);
    private final AttemptRows attempts = new AttemptRows(pending);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRoundReadsItsOwnMessagesAndNotAllThatIsPending() {
        make(0, A_FEW);
        for (int round = 0; round < A_FEW; round++) {
            deliverSome(1);
        }
        server.ownersSql().execute("vacuum analyze ops.deliveries");
        server.ownersSql().execute("vacuum analyze ops.delivery_lanes");
        for (int round = 0; round < A_FEW; round++) {
            deliverSome(1);
        }
        make(A_FEW, MANY);

        Round round = deliverSome(3);

        assertThat(round.delivered()).isEqualTo(3 * 32);
        assertThat(round.rowsRead()).isLessThan(10L * round.delivered());
    }

    private record Round(int delivered, long rowsRead) {}

    private Round deliverSome(int laneCount) {
        return transactions.execute(status -> {
            long before = rowsRead();
            List<Lane> claimed = lanes.claim(laneCount, laneCount, List.of());
            List<Attempt> delivered = deliveries.next(claimed).entrySet().stream()
                    .flatMap(due -> due.getValue().stream().map(each -> delivered(due.getKey(), each)))
                    .toList();
            if (!delivered.isEmpty()) {
                attempts.write(delivered);
            }
            lanes.release(claimed);
            return new Round(delivered.size(), rowsRead() - before);
        });
    }

    private static Attempt delivered(Lane lane, Due due) {
        Outcome taken = new Outcome(204, Map.of(), new byte[0], false, Duration.ofMillis(1), null);
        return new Attempt(lane, due, Instant.EPOCH, taken, Optional.empty(), Optional.empty());
    }

    /** In the transaction under way. */
    private long rowsRead() {
        Collection<Long> read = server.sql()
                .queryForList(
                        "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'deliveries'",
                        Long.class);
        return read.stream().mapToLong(Long::longValue).sum();
    }

    private void make(int from, int to) {
        server.sql().update("""
                insert into ops.deliveries (webhook_id, lane, event_index, part, event_id, word)
                select 'hook', 'lane' || number % ?, number, 0, 'event' || number, 'word'
                from generate_series(?, ? - 1) as number""", LANES, from, to);
        server.sql().update("""
                insert into ops.delivery_lanes (webhook_id, lane, due)
                select distinct webhook_id, lane, now() from ops.deliveries
                on conflict (webhook_id, lane) do update set due = excluded.due""");
    }
}
