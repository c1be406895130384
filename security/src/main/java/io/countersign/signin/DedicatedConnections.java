package io.countersign.signin;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections to keep, from no pool and through no pooler: PostgreSQL notifies the very session that listens. */
@FunctionalInterface
public interface DedicatedConnections {

    Connection open() throws SQLException;
}
