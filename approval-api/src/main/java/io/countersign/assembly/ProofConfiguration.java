package io.countersign.assembly;

import io.countersign.log.Horizon;
import io.countersign.proof.CheckpointSigner;
import io.countersign.proof.CheckpointTable;
import io.countersign.proof.EntryTable;
import io.countersign.proof.EventProofs;
import io.countersign.proof.LogStretches;
import io.countersign.proof.NoteKey;
import io.countersign.proof.Receipts;
import io.countersign.proof.Sequencer;
import io.countersign.proof.TileTable;
import io.countersign.proof.TreeKeeping;
import io.countersign.proof.Witnesses;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The transparency log. */
@Configuration(proxyBeanMethods = false)
class ProofConfiguration {

    @Bean
    TileTable tileTable(JdbcTemplate jdbc) {
        return new TileTable(jdbc);
    }

    @Bean
    EntryTable entryTable(JdbcTemplate jdbc) {
        return new EntryTable(jdbc);
    }

    @Bean
    CheckpointTable checkpointTable(JdbcTemplate jdbc) {
        return new CheckpointTable(jdbc);
    }

    @Bean
    CheckpointSigner checkpointSigner(ServerSettings settings, TileTable tiles, CheckpointTable checkpoints) {
        return new CheckpointSigner(tiles, checkpoints, settings.logKey(), Clock.systemUTC());
    }

    /** @param keys with blanks between */
    @Bean
    Witnesses witnesses(CheckpointTable checkpoints, @Value("${countersign.witnesses:}") String keys) {
        return new Witnesses(
                checkpoints,
                Arrays.stream(keys.split(" "))
                        .filter(key -> !key.isEmpty())
                        .map(NoteKey::parse)
                        .toList());
    }

    @Bean
    EventProofs eventProofs(EntryTable entries, TileTable tiles, CheckpointTable checkpoints, Witnesses witnesses) {
        return new EventProofs(entries, tiles, checkpoints, witnesses);
    }

    @Bean
    Receipts receipts(EventProofs proofs, ServerSettings settings) {
        return new Receipts(proofs, settings.logKey());
    }

    @Bean
    LogStretches logStretches(JdbcTemplate jdbc, TileTable tiles, CheckpointTable checkpoints, Witnesses witnesses) {
        return new LogStretches(jdbc, tiles, checkpoints, witnesses);
    }

    @Bean
    TreeKeeping treeKeeping(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Horizon horizon,
            TileTable tiles,
            CheckpointSigner signer) {
        return new TreeKeeping(new Sequencer(jdbc, new TransactionTemplate(transactions), horizon, tiles), signer);
    }
}
