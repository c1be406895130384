package io.countersign.assembly;

import io.countersign.access.CurrentActor;
import io.countersign.access.SignedIn;
import io.countersign.access.Visibility;
import io.countersign.artifact.ArtifactStore;
import io.countersign.artifact.S3Sources;
import io.countersign.artifact.Signatures;
import io.countersign.artifact.UploadTable;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.Readers;
import io.countersign.database.ServerConnections;
import io.countersign.database.ServerTransactions;
import io.countersign.imported.ImportedPeople;
import io.countersign.limits.Limits;
import io.countersign.past.History;
import io.countersign.privacy.PersonalRecords;
import io.countersign.privacy.PersonalTables;
import io.countersign.privacy.Vault;
import io.countersign.signin.DedicatedConnections;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
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

    @Bean(destroyMethod = "close")
    DataSource dataSource(ServerSettings settings, Limits limits, Visibility visibility, CurrentActor current) {
        if (visibility.limitsAnybody()) {
            new Readers(ConnectionPools.forOwner(settings.database())).prepare();
        }
        Supplier<Optional<String>> limited = () -> current.find()
                .map(SignedIn::actor)
                .filter(visibility::isLimited)
                .map(actor -> actor.subject().value());
        return limits.share(new ServerConnections(settings.database(), CONNECTIONS, limited), OF_ONE_ACCOUNT);
    }

    @Bean
    History history(JdbcTemplate jdbc, Clock clock) {
        return new History(jdbc, clock);
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
    PersonalRecords personalRecords(JdbcClient jdbc) {
        return new PersonalTables(jdbc);
    }

    @Bean
    ImportedPeople importedPeople(JdbcClient jdbc, Vault vault) {
        return new ImportedPeople(jdbc, vault);
    }
}
