package io.countersign.bench;

import io.countersign.Uuid7;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * The tables of an MLflow server (3.x, on PostgreSQL), filled by COPY with what {@link Bodies} would log: by its API it
 * takes hours. The columns are those of {@code mlflow/store/tracking/dbmodels/models.py}.
 */
final class MlflowTables {

    private final Connection database;
    private final CopyManager copies;

    MlflowTables(Connection database) throws SQLException {
        this.database = database;
        this.copies = new CopyManager(database.unwrap(org.postgresql.core.BaseConnection.class));
    }

    /** Writes one more experiment with so many runs, in one transaction of the caller. */
    void fill(String name, int size) throws SQLException, IOException {
        long now = System.currentTimeMillis();
        long experiment = experiment(name, now);
        List<String> runs =
                java.util.stream.Stream.generate(Uuid7::hex).limit(size).toList();
        copy(
                "runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,"
                        + " source_version, lifecycle_stage, artifact_uri, experiment_id)",
                runs,
                (run, rows) -> {
                    rows.row(
                            run,
                            "run-" + run,
                            "UNKNOWN",
                            "",
                            "",
                            "bench",
                            "RUNNING",
                            now,
                            "",
                            "active",
                            artifacts(experiment, run),
                            experiment);
                });
        copy("tags (key, value, run_uuid)", runs, (run, rows) -> {
            rows.row("mlflow.user", "bench", run);
            rows.row("mlflow.source.name", "train.py", run);
            rows.row("mlflow.source.type", "LOCAL", run);
            rows.row("mlflow.runName", "run-" + run, run);
        });
        copy("params (key, value, run_uuid)", runs, (run, rows) -> {
            for (int i = 0; i < Bodies.PARAMS; i++) {
                rows.row("param_" + i, "v" + random().nextInt(Bodies.PARAM_VALUES), run);
            }
        });
        copy("metrics (key, value, timestamp, step, is_nan, run_uuid)", runs, (run, rows) -> {
            for (int i = 0; i < Bodies.METRICS; i++) {
                rows.row("metric_" + i, random().nextDouble(), now, 0, false, run);
            }
        });
        try (Statement statement = database.createStatement()) {
            statement.execute("insert into latest_metrics (key, value, timestamp, step, is_nan, run_uuid) "
                    + "select key, value, timestamp, step, is_nan, m.run_uuid from metrics m "
                    + "join runs using (run_uuid) where experiment_id = " + experiment);
            statement.execute("analyze");
        }
    }

    private long experiment(String name, long now) throws SQLException {
        try (var insert = database.prepareStatement("insert into experiments (name, artifact_location, lifecycle_stage,"
                + " creation_time, last_update_time) values (?, 'mlflow-artifacts:/', 'active', ?, ?) "
                + "returning experiment_id")) {
            insert.setString(1, name);
            insert.setLong(2, now);
            insert.setLong(3, now);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String artifacts(long experiment, String run) {
        return "mlflow-artifacts:/" + experiment + "/" + run + "/artifacts";
    }

    private interface Rows {

        void row(Object... values) throws SQLException;
    }

    private interface RowsOfARun {

        void write(String run, Rows rows) throws SQLException;
    }

    private void copy(String table, List<String> runs, RowsOfARun each) throws SQLException {
        CopyIn copy = copies.copyIn("copy " + table + " from stdin with (format csv)");
        for (String run : runs) {
            StringBuilder lines = new StringBuilder();
            each.write(run, values -> {
                for (int i = 0; i < values.length; i++) {
                    lines.append(i == 0 ? "" : ",")
                            .append('"')
                            .append(values[i])
                            .append('"');
                }
                lines.append('\n');
            });
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
    }

    private static ThreadLocalRandom random() {
        return ThreadLocalRandom.current();
    }
}
