package io.countersign.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.DatabaseChecks;
import io.countersign.log.EventEngine;
import io.countersign.relay.RelaySettings;
import io.countersign.relay.TopicReplay;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign replay}. */
@Command(
        name = "replay",
        description = "Publishes the whole log again, to topics that are empty. The server may keep running.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:both topics have every event", "1:a topic was not empty, or the replay failed"})
@SuppressWarnings("NullAway.Init") // set by the command line
public final class ReplayCommand implements Callable<Integer> {

    private static final String TARGET = "--to-kafka";
    private static final int CONNECTIONS = 2;

    @Mixin
    private StorageOptions storage;

    @Option(names = TARGET, required = true, paramLabel = "HOST:PORT", description = "The cluster to publish to.")
    private String cluster;

    @Mixin
    private KafkaTopicOptions topics;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RelaySettings settings = topics.on(TARGET, cluster);
        try (Parts parts = new Parts()) {
            DatabaseAddress database = storage.running(parts);
            DatabaseChecks.check(database, Clock.systemUTC());
            long events = RebuildCommand.of(database).events();
            HikariDataSource source =
                    parts.add(ConnectionPools.forSchema(database, CONNECTIONS, ConnectionPools.VIEWS));
            TopicReplay replay = new TopicReplay(EventEngine.reading(source), new JdbcTemplate(source), settings);
            replay.prepare().forEach(remark -> err().println("countersign: " + remark));
            long published = publish(replay, events);
            replay.verify(published);
            tell(published, settings);
            return 0;
        }
    }

    private long publish(TopicReplay replay, long events) {
        ProgressBar progress = new ProgressBar(err(), "Publishing", events, "events");
        long published = replay.publish(progress);
        progress.end();
        return published;
    }

    private void tell(long published, RelaySettings settings) {
        PrintWriter out = spec.commandLine().getOut();
        settings.topics().names().forEach(topic -> out.printf("%s has %,d events.%n", topic, published));
        out.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
