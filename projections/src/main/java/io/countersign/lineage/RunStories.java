package io.countersign.lineage;

import io.countersign.lineage.RunStory.Dataset;
import io.countersign.lineage.RunStory.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads runs with what went in and came out, page by page, each in statements of its own. */
public final class RunStories {

    private static final String RUNS = """
            select r.*, e.name as job, p.value as parent, pe.name as parent_job
            from runs r join experiments e using (experiment_id)
            left join run_tags p on p.run_id = r.run_id and p.key = 'mlflow.parentRunId'
            left join runs pr on pr.run_id = p.value
            left join experiments pe on pe.experiment_id = pr.experiment_id
            where r.run_id > ? order by r.run_id limit ?""";

    private final JdbcTemplate jdbc;

    public RunStories(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param after the id of the last run of the page before; empty to begin */
    public List<RunStory> page(String after, int limit) {
        List<String> ids = jdbc.queryForList(
                "select run_id from runs where run_id > ? order by run_id limit ?", String.class, after, limit);
        String[] runs = ids.toArray(String[]::new);
        Map<String, List<Dataset>> datasets = datasets(runs);
        Map<String, List<String>> inputs = models("run_model_inputs", runs);
        Map<String, List<String>> outputs = models("run_model_outputs", runs);
        Map<String, List<Version>> versions = versions(runs);
        return jdbc.query(RUNS, (row, number) -> story(row, datasets, inputs, outputs, versions), after, limit);
    }

    private Map<String, List<Dataset>> datasets(String[] runs) {
        Map<String, List<Dataset>> datasets = new HashMap<>();
        jdbc.query(
                """
                select run_id, name, digest, source_type, source, context from run_datasets
                where run_id = any (?) order by run_id, sequence_number, place""",
                row -> {
                    add(
                            datasets,
                            row.getString("run_id"),
                            new Dataset(
                                    row.getString("name"),
                                    row.getString("digest"),
                                    row.getString("source_type"),
                                    row.getString("source"),
                                    row.getString("context")));
                },
                (Object) runs);
        return datasets;
    }

    private Map<String, List<String>> models(String table, String[] runs) {
        Map<String, List<String>> models = new HashMap<>();
        jdbc.query(
                "select run_id, model_id from " + table
                        + " where run_id = any (?) order by run_id, sequence_number, place",
                row -> {
                    add(models, row.getString(1), row.getString(2));
                },
                (Object) runs);
        return models;
    }

    private Map<String, List<Version>> versions(String[] runs) {
        Map<String, List<Version>> versions = new HashMap<>();
        jdbc.query(
                """
                select v.run_id, v.model_id, m.name, v.version, v.stage, a.digest
                from model_versions v join registered_models m using (model_id)
                left join model_version_artifacts a using (model_id, version)
                where v.run_id = any (?) order by v.created_at, v.model_id, v.version""",
                row -> {
                    add(
                            versions,
                            row.getString("run_id"),
                            new Version(
                                    row.getString("model_id"),
                                    row.getString("name"),
                                    row.getInt("version"),
                                    row.getString("stage"),
                                    row.getString("digest")));
                },
                (Object) runs);
        return versions;
    }

    private static <T> void add(Map<String, List<T>> lists, String key, T value) {
        lists.computeIfAbsent(key, any -> new ArrayList<>()).add(value);
    }

    private static RunStory story(
            ResultSet row,
            Map<String, List<Dataset>> datasets,
            Map<String, List<String>> inputs,
            Map<String, List<String>> outputs,
            Map<String, List<Version>> versions)
            throws SQLException {
        String run = row.getString("run_id");
        return new RunStory(
                run,
                row.getString("job"),
                row.getString("status"),
                row.getObject("started_at", Long.class),
                row.getObject("ended_at", Long.class),
                row.getString("git_commit"),
                row.getString("git_branch"),
                row.getString("git_repo_url"),
                row.getString("parent"),
                row.getString("parent_job"),
                datasets.getOrDefault(run, List.of()),
                inputs.getOrDefault(run, List.of()),
                outputs.getOrDefault(run, List.of()),
                versions.getOrDefault(run, List.of()));
    }
}
