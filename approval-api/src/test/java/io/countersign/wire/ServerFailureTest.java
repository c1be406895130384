package io.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.assembly.TestDatabases;
import io.countersign.database.ConnectionPools;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ServerFailureTest {

    /** As the database ends what takes longer than a transaction may, and as an operator cancels a query. */
    @ParameterizedTest
    @ValueSource(strings = {"set transaction_timeout = '100ms'", "set statement_timeout = '100ms'"})
    void whatTookTooLongIsToldSo(String limit) throws SQLException {
        try (Connection connection =
                        ConnectionPools.forOwner(TestDatabases.empty()).getConnection();
                Statement setting = connection.createStatement()) {
            setting.execute(limit);
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            DataAccessException failure =
                    catchThrowableOfType(DataAccessException.class, () -> jdbc.execute("select pg_sleep(30)"));

            ServerFailure told = ServerFailure.of(failure, new MockHttpServletRequest("POST", "/"));

            assertThat(told.status()).isEqualTo(HttpStatus.GATEWAY_TIMEOUT);
            assertThat(told.code()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(told.message()).contains("25 s", "was stopped", "Ask for less");
        }
    }
}
