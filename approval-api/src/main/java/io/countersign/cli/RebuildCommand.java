package io.countersign.cli;

import io.countersign.database.DatabaseAddress;
import io.countersign.privacy.PersonVault;
import io.countersign.rebuild.Rebuild;
import io.countersign.views.Projections;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code countersign rebuild}. */
@Command(
        name = "rebuild",
        description = "Makes the views again from the log. The server may keep running.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class RebuildCommand implements Callable<Integer> {

    @Mixin
    private StorageOptions storage;

    @Option(
            names = "--check",
            description = "Only compare the views with what the log says, and tell which tables differ.")
    private boolean check;

    @Override
    public Integer call() {
        Rebuild rebuild = rebuild(storage.external());
        if (!check) {
            rebuild.replace(done -> {});
            return 0;
        }
        List<String> differences = rebuild.compare(done -> {});
        differences.forEach(System.out::println);
        return differences.isEmpty() ? 0 : 1;
    }

    static Rebuild rebuild(DatabaseAddress database) {
        return new Rebuild(
                database,
                source -> Projections.on(new JdbcTemplate(source), new PersonVault(JdbcClient.create(source))),
                Projections.REVISION);
    }
}
