package io.countersign.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.artifact.ArtifactStore;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.signin.DedicatedConnections;
import java.sql.DriverManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database and the artifact store. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    private static final int CONNECTIONS = 20;

    @Bean
    HikariDataSource dataSource(ServerSettings settings) {
        return ConnectionPools.forServer(settings.database(), CONNECTIONS);
    }

    @Bean
    DedicatedConnections dedicatedConnections(ServerSettings settings) {
        DatabaseAddress address = settings.database();
        return () -> DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    @Bean
    ArtifactStore artifactStore(ServerSettings settings) {
        return new ArtifactStore(settings.artifacts());
    }
}
