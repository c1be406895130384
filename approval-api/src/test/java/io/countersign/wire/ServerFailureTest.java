package io.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.TransactionSystemException;

/** What a sender is told when the database fails. */
class ServerFailureTest {

    private static Stream<SQLException> ofADatabaseThatIsAway() {
        return Stream.of(
                new SQLException("An I/O error occurred while sending to the backend.", "08006"),
                new SQLException("terminating connection due to crash of another server process", "57P02"),
                new SQLException("the database system is starting up", "57P03"),
                new SQLException("Connection is closed"), // by the pool, after it broke
                new SQLTransientConnectionException("Connection is not available, request timed out after 20000ms."));
    }

    @ParameterizedTest
    @MethodSource("ofADatabaseThatIsAway")
    void aDatabaseThatIsAwayPasses(SQLException cause) {
        ServerFailure told = told("POST", cause);

        assertThat(told.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(told.code()).isEqualTo("TEMPORARILY_UNAVAILABLE");
    }

    @Test
    void whetherAChangeWasMadeIsNotPretendedToBeKnown() {
        SQLException cause = new SQLException("An I/O error occurred while sending to the backend.", "08006");

        assertThat(told("POST", cause).message()).contains("Whether this request was carried out is not known");
        assertThat(told("GET", cause).message()).isEqualTo("The database is unavailable just now. Try again.");
    }

    @Test
    void aRuleOfTheDatabaseThatIsBrokenIsAFault() {
        ServerFailure told = told("POST", new SQLException("null value in column \"name\"", "23502"));

        assertThat(told.status()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(told.message()).doesNotContain("column");
    }

    private static ServerFailure told(String method, SQLException cause) {
        return ServerFailure.of(
                new TransactionSystemException("JDBC rollback failed", cause),
                new MockHttpServletRequest(method, "/api/2.0/mlflow/runs/create"));
    }
}
