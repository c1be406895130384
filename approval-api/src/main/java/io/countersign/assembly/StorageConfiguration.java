package io.countersign.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.access.CurrentActor;
import io.countersign.access.SignedIn;
import io.countersign.access.Visibility;
import io.countersign.artifact.ArtifactStore;
import io.countersign.artifact.S3Sources;
import io.countersign.artifact.Signatures;
import io.countersign.artifact.UploadTable;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.ReaderConnections;
import io.countersign.database.Readers;
import io.countersign.database.ServerTransactions;
import io.countersign.imported.ImportedPeople;
import io.countersign.limits.Limits;
import io.countersign.privacy.Vault;
import io.countersign.signin.DedicatedConnections;
import java.sql.DriverManager;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The database and the artifact store. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    private static final int CONNECTIONS = 20;
    private static final int OF_ONE_ACCOUNT = 12;
    private static final int OF_READERS = 10;

    @Bean(destroyMethod = "close")
    DataSource dataSource(ServerSettings settings, Limits limits, Visibility visibility, CurrentActor current) {
        HikariDataSource server = ConnectionPools.forServer(settings.database(), CONNECTIONS);
        return limits.share(
                visibility.limitsAnybody() ? withReaders(settings, server, visibility, current) : server,
                OF_ONE_ACCOUNT);
    }

    private static DataSource withReaders(
            ServerSettings settings, HikariDataSource server, Visibility visibility, CurrentActor current) {
        new Readers(ConnectionPools.forOwner(settings.database())).prepare();
        return new ReaderConnections(
                server, ConnectionPools.forReaders(settings.database(), OF_READERS), () -> current.find()
                        .map(SignedIn::actor)
                        .filter(visibility::isLimited)
                        .map(actor -> actor.subject().value()));
    }

    @Bean
    PlatformTransactionManager transactions(DataSource source) {
        return new ServerTransactions(source);
    }

    @Bean
    DedicatedConnections dedicatedConnections(ServerSettings settings) {
        DatabaseAddress address = settings.database();
        return () -> DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    @Bean
    ArtifactStore artifactStore(ServerSettings settings) {
        return settings.artifacts().open();
    }

    @Bean(destroyMethod = "close")
    S3Sources s3Sources(ServerSettings settings) {
        return new S3Sources(settings.artifacts());
    }

    @Bean
    UploadTable uploadTable(JdbcTemplate jdbc) {
        return new UploadTable(jdbc);
    }

    @Bean
    Signatures signatures(JdbcTemplate jdbc) {
        return new Signatures(jdbc);
    }

    @Bean
    ImportedPeople importedPeople(JdbcClient jdbc, Vault vault) {
        return new ImportedPeople(jdbc, vault);
    }
}
