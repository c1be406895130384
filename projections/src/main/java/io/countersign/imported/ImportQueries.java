package io.countersign.imported;

import io.countersign.experiment.ExperimentId;
import io.countersign.registeredmodel.ModelId;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds what came from another server. */
public final class ImportQueries {

    private final JdbcTemplate jdbc;

    public ImportQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<ExperimentId> experiment(ImportedFrom from) {
        return find(ImportedRows.EXPERIMENT, from).map(ExperimentId::new);
    }

    /** Empty, too, when the model was deleted since. */
    public Optional<ModelId> model(ImportedFrom from) {
        return find(ImportedRows.MODEL, from).map(ModelId::new);
    }

    private Optional<String> find(String kind, ImportedFrom from) {
        return jdbc
                .queryForList(
                        "select id from imported where server = ? and kind = ? and source_id = ?",
                        String.class,
                        from.server(),
                        kind,
                        from.id())
                .stream()
                .findFirst();
    }
}
