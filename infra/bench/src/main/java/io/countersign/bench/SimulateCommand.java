package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign bench-simulate}: how long it takes to hold a draft against a long history of decisions. */
@Command(
        name = "bench-simulate",
        description = "Writes a made-up history of decisions straight into the log of a running server, which is to be"
                + " thrown away afterwards, and times what-if on it.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class SimulateCommand implements Callable<Integer> {

    /** Asks for what is counted, what is timed and what is an expression. */
    private static final String DRAFT = """
            {"policy": "draft", "applies-to": {"changes": [{"stage": {"to": ["Production"]}}]},
             "requires": {
               "no-veto": true,
               "approvals": {"group": "reviewer", "count": 2},
               "checks": [{"name": "bias", "reporter": "ci", "within": "PT24H"}],
               "waiting-time": "PT4H",
               "change-window": {"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"], "from": "09:00", "until": "17:00"},
               "conditions": [{"label": "good", "expression": "version.metrics.auc > 0.8 && approvals.size() < 9"}]}}
            """;

    @Option(names = "--target", defaultValue = "http://127.0.0.1:5000", description = "Default: ${DEFAULT-VALUE}.")
    private URI target;

    @Option(names = "--user", description = "Default: none is sent.")
    private @Nullable String user;

    @Option(
            names = "--password",
            defaultValue = "${env:COUNTERSIGN_ADMIN_PASSWORD:-none}",
            description = "Default: COUNTERSIGN_ADMIN_PASSWORD.")
    private String password;

    @Option(names = "--database", required = true, description = "The server's: jdbc:postgresql://host:port/name.")
    private String database;

    @Option(names = "--database-user", defaultValue = "postgres", description = "Default: ${DEFAULT-VALUE}.")
    private String databaseUser;

    @Option(
            names = "--database-password",
            defaultValue = "${env:COUNTERSIGN_DATABASE_PASSWORD:-}",
            description = "Default: COUNTERSIGN_DATABASE_PASSWORD.")
    private String databasePassword;

    @Option(
            names = "--models",
            defaultValue = "1000",
            description = "With 100 events each, of which ten decide; 0 to write nothing. Default: ${DEFAULT-VALUE}.")
    private int models;

    @Option(names = "--calls", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int calls;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (models > 0) {
            print("%,d events in the log: %s.", write(), database);
        }
        TrackingClient server = new TrackingClient(target, user, password);
        for (int call = 0; call < calls; call++) {
            Latencies time = new Latencies();
            byte[][] answer = new byte[1][];
            time.time(() -> answer[0] = server.call("POST", "../../governance/v1/policies/simulate", DRAFT));
            JsonNode totals = JsonMapper.shared().readTree(answer[0]).get("totals");
            print(
                    "%,d changes, %,d of them covered, %,d fail: %.2f s",
                    totals.get("decisions").asInt(),
                    totals.get("covered").asInt(),
                    totals.get("would_fail").asInt(),
                    time.millis(0.5) / 1000);
        }
        return 0;
    }

    private int write() {
        try (Connection connection = DriverManager.getConnection(database, databaseUser, databasePassword)) {
            connection.setAutoCommit(false);
            int events = 0;
            try (LogWriter log = new LogWriter(connection)) {
                for (int model = 0; model < models; model++) {
                    events += new GovernedLife(model).write(log);
                }
            }
            connection.commit();
            try (Statement statement = connection.createStatement()) {
                GovernedLife.hire(statement);
                statement.execute("analyze log.domain_event_entry");
            }
            connection.commit();
            return events;
        } catch (SQLException e) {
            throw StartupError.of("%s cannot be filled (%s).", database, e);
        }
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
