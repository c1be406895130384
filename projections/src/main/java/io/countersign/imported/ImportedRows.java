package io.countersign.imported;

import io.countersign.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of {@code imported}, for the projections of what can be imported. */
public final class ImportedRows {

    public static final String EXPERIMENT = "experiment";
    public static final String MODEL = "model";

    private ImportedRows() {}

    public static void add(JdbcTemplate jdbc, String kind, ImportedFrom from, Identifier here) {
        jdbc.update(
                "insert into imported (server, kind, source_id, id) values (?, ?, ?, ?)",
                from.server(),
                kind,
                from.id(),
                here.value());
    }

    public static void remove(JdbcTemplate jdbc, String kind, Identifier here) {
        jdbc.update("delete from imported where kind = ? and id = ?", kind, here.value());
    }
}
