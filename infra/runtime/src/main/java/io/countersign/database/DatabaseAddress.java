package io.countersign.database;

/**
 * Where the database is and who may create schemas in it.
 *
 * @param jdbcUrl without user and password
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {

    @Override
    public String toString() {
        return user + "@" + jdbcUrl;
    }
}
