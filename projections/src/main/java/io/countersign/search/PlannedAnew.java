package io.countersign.search;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;
import org.springframework.jdbc.support.SqlValue;

/**
 * A number that, once bound, has PostgreSQL plan its statement for the values at hand. Otherwise the driver prepares a
 * search that is repeated, and the server then plans it for any key: a hundred times slower for a rare one.
 */
record PlannedAnew(int value) implements SqlValue {

    @Override
    public void setValue(PreparedStatement statement, int parameter) throws SQLException {
        if (statement.isWrapperFor(PGStatement.class)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        statement.setInt(parameter, value);
    }

    @Override
    public void cleanup() {}
}
