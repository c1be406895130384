package io.countersign.assembly;

import io.countersign.log.Horizon;
import io.countersign.proof.CheckpointSigner;
import io.countersign.proof.CheckpointTable;
import io.countersign.proof.EntryTable;
import io.countersign.proof.Sequencer;
import io.countersign.proof.TileTable;
import io.countersign.proof.TreeKeeping;
import java.time.Clock;
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
