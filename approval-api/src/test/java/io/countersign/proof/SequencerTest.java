package io.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.AtOnce;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.log.Horizon;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tree has every event of the log, in its order, whoever makes it grow. */
class SequencerTest {

    @AutoClose
    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();

    private final JdbcTemplate sql = server.ownersSql();
    private final TileTable tiles = new TileTable(sql);
    private final CheckpointTable checkpoints = new CheckpointTable(sql);
    private final CheckpointSigner signer =
            new CheckpointSigner(tiles, checkpoints, InProcessServer.LOG_KEY, Clock.systemUTC());

    @BeforeEach
    void byNobodyElse() {
        server.part(TreeKeeping.class).stop();
    }

    private Sequencer sequencer() {
        return new Sequencer(
                sql,
                new TransactionTemplate(server.part(PlatformTransactionManager.class)),
                new Horizon(sql),
                new TileTable(sql));
    }

    /** Made straight from the stored bytes. */
    private Leaves byHand() {
        return Leaves.of(sql
                .query("select * from log.domain_event_entry order by global_index", (row, number) -> new LogEntry(
                                row.getString("type"),
                                row.getString("aggregate_identifier"),
                                row.getLong("sequence_number"),
                                row.getString("event_identifier"),
                                row.getString("payload_type"),
                                row.getString("payload_revision"),
                                row.getString("time_stamp"),
                                Hash.ofBytes(row.getBytes("payload")),
                                Hash.ofBytes(row.getBytes("meta_data")))
                        .canonical())
                .stream());
    }

    private int events() {
        return Optional.ofNullable(
                        sql.queryForObject("select count(*)::int from log.domain_event_entry", Integer.class))
                .orElse(0);
    }

    @Test
    void itGrowsByEachEventOnceThoughManyAreAtIt() throws InterruptedException {
        Workshop workshop = Workshop.on(server);
        for (int round = 0; round < 4; round++) {
            for (int run = 0; run < 150 + round; run++) {
                workshop.aRun();
            }
            List<Callable<?>> at = Collections.nCopies(3, () -> sequencer().advance());
            assertThat(AtOnce.all(at)).allMatch(AtOnce.Answer::succeeded);
            sequencer().advance();
            assertThat(checkpoints.size()).isEqualTo(events());
            assertThat(Checkpoint.of(signer.sign().orElseThrow()))
                    .isEqualTo(new Checkpoint("countersign/test", events(), byHand().root(events())));
        }
        assertThat(sequencer().advance()).isZero();
        assertThat(events()).isGreaterThan(600);
    }

    @Test
    void whatWasSignedIsNotSignedOtherwise() {
        Workshop workshop = Workshop.on(server);
        workshop.aRun();
        sequencer().advance();
        signer.sign();
        sql.update("update proof.tiles set hashes = decode(repeat('00', octet_length(hashes)), 'hex') where level = 0");
        workshop.aRun();
        sequencer().advance();

        assertThatThrownBy(signer::sign).isInstanceOf(Forged.class).hasMessageContaining("does not begin with");

        sql.update("update proof.head set size = 0");
        assertThatThrownBy(signer::sign).isInstanceOf(Forged.class).hasMessageContaining("rolled back");
    }

    @Test
    void everyLeafIsProven() {
        Workshop workshop = Workshop.on(server);
        for (int run = 0; run < 300; run++) {
            workshop.aRun();
        }
        sequencer().advance();
        Leaves leaves = byHand();
        Checkpoint checkpoint = Checkpoint.of(signer.sign().orElseThrow());
        MerkleTree tree = new MerkleTree(tiles, checkpoint.size());
        for (int index = 0; index < checkpoint.size(); index++) {
            Proofs.requireIncluded(
                    leaves.leaf(index), index, checkpoint.size(), tree.inclusion(index), checkpoint.root());
        }
    }
}
