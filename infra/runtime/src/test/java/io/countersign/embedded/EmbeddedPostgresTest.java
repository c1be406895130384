package io.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.database.DatabaseAddress;
import io.countersign.startup.StartupError;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path temporary;

    @Test
    void keepsItsRowsItsPasswordAndItsPortOverARestart() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            DatabaseAddress first;
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
                first = postgres.address();
                rememberSeven(first);
            }
            assertThat(EmbeddedPostgres.runningIn(temporary)).isEmpty();
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
                assertThat(postgres.address()).isEqualTo(first);
                assertThat(remembered(postgres.address())).isEqualTo("7");
                assertThat(EmbeddedPostgres.runningIn(temporary)).contains(first);
            }
        }
    }

    @Test
    void letsNobodyInWithoutItsPasswordAndKeepsWhatItAcknowledges() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            DatabaseAddress right = postgres.address();
            assertRefused(new DatabaseAddress(right.jdbcUrl(), right.user(), "wrong"));
            assertRefused(new DatabaseAddress(right.jdbcUrl(), right.user(), ""));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("postgres.json"))))
                    .isEqualTo("rw-------");
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(Sql.read(right, "show " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(Sql.read(right, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Sql.read(right, "show unix_socket_directories")).isEmpty();
            assertThat(Sql.read(right, "show transaction_timeout")).isEqualTo("0");
        }
    }

    @Test
    void isStartedAgainWithItsRowsWhenItIsKilled() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            rememberSeven(postgres.address());
            long killed = postgres.pid();
            Deadline.kill(killed);
            Deadline.soon("another postmaster", () -> postgres.pid() != killed);
            assertThat(remembered(postgres.address())).isEqualTo("7");
        }
    }

    @Test
    void movesToAnotherPortWhenItsOwnIsTaken() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            int port;
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
                port = URI.create(postgres.address().jdbcUrl().substring("jdbc:".length()))
                        .getPort();
            }
            try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.getByName(Ports.HOST));
                    EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
                assertThat(postgres.address().jdbcUrl()).doesNotContain(":" + squatter.getLocalPort() + "/");
                assertThat(Sql.read(postgres.address(), "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void ignoresAProcessIdThatNowBelongsToAnotherProgram() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            EmbeddedPostgres.start(data).close();
            long ours = ProcessHandle.current().pid();
            Files.writeString(
                    temporary.resolve("postgresql/postmaster.pid"),
                    "%d%n%s%n1%n5432%n%n127.0.0.1%n1 1%nready%n".formatted(ours, temporary.resolve("postgresql")));
            assertThat(EmbeddedPostgres.runningIn(temporary)).isEmpty();
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
                assertThat(Sql.read(postgres.address(), "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws Exception {
        Path cluster = Files.createDirectory(temporary.resolve("postgresql"));
        Files.writeString(cluster.resolve("PG_VERSION"), "17\n");
        Files.writeString(temporary.resolve("postgres.json"), """
                {"host":"127.0.0.1","port":5432,"database":"countersign","user":"postgres","password":"x"}""");
        try (DataDirectory data = DataDirectory.open(temporary)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(data))
                    .isInstanceOf(StartupError.class)
                    .hasMessageContainingAll("PostgreSQL 17", "PostgreSQL 18", "backup", "restore");
        }
    }

    @Test
    void saysWhyItDoesNotStart() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            EmbeddedPostgres.start(data).close();
            Files.writeString(temporary.resolve("postgresql/postgresql.conf"), "max_connections = many\n");
            assertThatThrownBy(() -> EmbeddedPostgres.start(data))
                    .isInstanceOf(StartupError.class)
                    .hasMessageContainingAll("configuration file", "contains errors", "postgresql.log");
        }
    }

    @Test
    void runsAsNobodyWhereRootHasNoUserNamespaces() throws Exception {
        assumeTrue(RunAs.detect().equals(RunAs.NAMESPACE));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        try (DataDirectory data = DataDirectory.open(temporary.resolve("data"));
                EmbeddedPostgres postgres = EmbeddedPostgres.start(data, RunAs.NOBODY)) {
            assertThat(ProcessHandle.of(postgres.pid()).orElseThrow().info().user())
                    .contains("nobody");
            assertThat(Sql.read(postgres.address(), "select 1")).isEqualTo("1");
        }
    }

    private static void rememberSeven(DatabaseAddress address) throws SQLException {
        Sql.execute(address, "create table memory as select 7 as number");
    }

    private static String remembered(DatabaseAddress address) throws SQLException {
        return Sql.read(address, "select number from memory");
    }

    private static void assertRefused(DatabaseAddress address) {
        assertThatThrownBy(() -> Sql.read(address, "select 1")).isInstanceOf(SQLException.class);
    }
}
