package io.countersign.delivery;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Has PostgreSQL plan each statement anew. What is pending grows from nothing to very many within moments: a plan that is
 * kept from before reads all of it for each batch, until the next {@code analyze} comes by.
 */
final class FreshPlans extends JdbcTemplate {

    private static final int NEVER_KEPT = 0;

    FreshPlans(JdbcTemplate connections) {
        super(Objects.requireNonNull(connections.getDataSource()));
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        statement.unwrap(PGStatement.class).setPrepareThreshold(NEVER_KEPT);
    }
}
