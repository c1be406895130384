package io.countersign.tracking;

import io.countersign.run.ModelOutput;
import io.countersign.tracking.RunLinks.Dataset;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up what runs used and made, in one statement for all of it: every read of a run asks. */
final class RunLinkQueries {

    private static final String OF_RUNS = """
            select run_id, 'dataset' as kind, sequence_number, place,
                name as id, digest, source_type, source, schema, profile, tags, null::bigint as step
            from run_datasets where run_id = any (?)
            union all
            select run_id, 'input', sequence_number, place, model_id, null, null, null, null, null, null, null
            from run_model_inputs where run_id = any (?)
            union all
            select run_id, 'output', sequence_number, place, model_id, null, null, null, null, null, null, step
            from run_model_outputs where run_id = any (?)
            order by run_id, kind, sequence_number, place""";

    private final JdbcTemplate jdbc;

    RunLinkQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** By run; a run without any is left out. */
    Map<String, RunLinks> of(String[] runs) {
        Map<String, RunLinks> links = new HashMap<>();
        jdbc.query(
                OF_RUNS,
                row -> {
                    add(row, links.computeIfAbsent(row.getString("run_id"), run -> none()));
                },
                runs,
                runs,
                runs);
        return links;
    }

    private static RunLinks none() {
        return new RunLinks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private static void add(ResultSet row, RunLinks links) throws SQLException {
        switch (row.getString("kind")) {
            case "dataset" -> links.datasets().add(dataset(row));
            case "input" -> links.modelInputs().add(row.getString("id"));
            default -> links.modelOutputs().add(new ModelOutput(row.getString("id"), row.getLong("step")));
        }
    }

    private static Dataset dataset(ResultSet row) throws SQLException {
        return new Dataset(
                row.getString("id"),
                row.getString("digest"),
                row.getString("source_type"),
                row.getString("source"),
                row.getString("schema"),
                row.getString("profile"),
                ViewJson.readStrings(row.getString("tags")));
    }
}
