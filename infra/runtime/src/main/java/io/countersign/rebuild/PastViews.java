package io.countersign.rebuild;

import static io.countersign.database.ConnectionPools.VIEWS;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;

/** The schema {@code past}, over what the views' tables keep of what they were: its views are of the schema's newest tables. */
final class PastViews {

    private static final String DEFINITION = "/db/past/past.sql";

    private PastViews() {}

    /** In the transaction that brings new tables into their place. */
    static void make(Statement owner) throws SQLException {
        owner.execute("set local search_path = " + VIEWS);
        owner.execute(definition());
    }

    private static String definition() {
        try (InputStream sql = PastViews.class.getResourceAsStream(DEFINITION)) {
            if (sql == null) {
                throw new IllegalStateException(DEFINITION + " is part of the program.");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
