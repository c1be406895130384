package io.countersign.assembly;

import io.countersign.Command;
import io.countersign.CommandSender;
import io.countersign.RestsOnFacts;
import io.countersign.Uuid7;
import io.countersign.artifact.ArtifactPlace;
import io.countersign.catalog.VersionArtifacts;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.DatabaseChecks;
import io.countersign.database.Schemas;
import io.countersign.decision.FactsReader;
import io.countersign.egress.Allowed;
import io.countersign.egress.Trust;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Person;
import io.countersign.notice.NoticeSettings;
import io.countersign.oidc.ProviderSettings;
import io.countersign.past.TimeTravel;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.rebuild.Rebuild;
import io.countersign.registeredmodel.ModelId;
import io.countersign.signing.SecretBox;
import io.countersign.views.Projections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.util.FileSystemUtils;

/** The real server, put together as the command line does it, in the virtual machine of the test. */
public final class InProcessServer implements AutoCloseable {

    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    /** All servers of a test share a database, and so the key. */
    private static final SecretBox SECRETS = new SecretBox(new byte[32]);

    /** Where the receivers of tests are. */
    private static final Allowed LOOPBACK = Allowed.parse(List.of("127.0.0.1"));

    /** Of the transparency log. */
    public static final NoteSigner LOG_KEY = NoteSigner.of("countersign/test", NoteKey.Kind.LOG, new byte[32]);

    private final DatabaseAddress database;
    private final Path artifacts;
    private final ConfigurableApplicationContext context;

    private InProcessServer(
            DatabaseAddress database,
            Path artifacts,
            Clock clock,
            NoticeSettings notices,
            @Nullable ProviderSettings provider,
            List<String> settings) {
        this.database = database;
        this.artifacts = artifacts;
        SpringApplication application = new SpringApplication(Server.class);
        application.setRegisterShutdownHook(false);
        ServerSettings decided = new ServerSettings(
                database, ArtifactPlace.in(artifacts), LOOPBACK, Trust.inTheAuthoritiesOfTheJdk(), SECRETS, LOG_KEY);
        application.addInitializers(starting -> {
            ((GenericApplicationContext) starting).registerBean(ServerSettings.class, () -> decided);
            ((GenericApplicationContext) starting).registerBean(Clock.class, () -> TimeTravel.clock(clock));
            ((GenericApplicationContext) starting).registerBean(NoticeSettings.class, () -> notices);
            if (provider != null) {
                ((GenericApplicationContext) starting).registerBean(ProviderSettings.class, () -> provider);
            }
        });
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + (provider == null ? 0 : provider.publicUrl().getPort()),
                "--server.address=127.0.0.1",
                "--countersign.auth=" + (provider == null ? "local" : "keycloak"),
                "--countersign.admin-password=" + ADMIN_PASSWORD,
                "--countersign.node=" + Uuid7.hex()));
        settings.forEach(setting -> arguments.removeIf(usual -> nameOf(usual).equals(nameOf(setting))));
        arguments.addAll(settings);
        context = application.run(arguments.toArray(String[]::new));
    }

    private static String nameOf(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    public static InProcessServer onAnEmptyDatabase() {
        return on(prepared());
    }

    public static InProcessServer onAnEmptyDatabase(Clock clock) {
        return on(prepared(), clock);
    }

    /** @param settings as the command line would make them of its options */
    public static InProcessServer onAnEmptyDatabase(List<String> settings) {
        return on(prepared(), Clock.systemUTC(), NoticeSettings.none(), null, settings);
    }

    private static DatabaseAddress prepared() {
        DatabaseAddress database = TestDatabases.empty();
        new Schemas(database).bringForward();
        rebuildOf(database).replace(done -> {});
        return database;
    }

    /** One more server on a database that another has prepared. */
    public static InProcessServer on(DatabaseAddress database) {
        return on(database, Clock.systemUTC());
    }

    /** @param clock what policies mean by now */
    public static InProcessServer on(DatabaseAddress database, Clock clock) {
        return on(database, clock, NoticeSettings.none());
    }

    /** @param notices how people can be told */
    public static InProcessServer on(DatabaseAddress database, Clock clock, NoticeSettings notices) {
        return on(database, clock, notices, null, List.of());
    }

    /** On an empty database, with an OpenID provider that vouches for people. */
    public static InProcessServer asking(ProviderSettings provider) {
        return on(prepared(), Clock.systemUTC(), NoticeSettings.none(), provider, List.of());
    }

    private static InProcessServer on(
            DatabaseAddress database,
            Clock clock,
            NoticeSettings notices,
            @Nullable ProviderSettings provider,
            List<String> settings) {
        DatabaseChecks.check(database, Clock.systemUTC());
        try {
            return new InProcessServer(
                    database, Files.createTempDirectory("countersign-artifacts"), clock, notices, provider, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Rebuild rebuildOf(DatabaseAddress database) {
        return new Rebuild(database, new ReplayedViews(), Projections.REVISION);
    }

    public DatabaseAddress database() {
        return database;
    }

    /** The one part of that type. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** The database as the server sees it. */
    public JdbcTemplate sql() {
        return part(JdbcTemplate.class);
    }

    /** The database as its owner sees it. */
    public JdbcTemplate ownersSql() {
        return new JdbcTemplate(ConnectionPools.forOwner(database));
    }

    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** @return what the command's handler answers, or null */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <R> @Nullable R send(Person person, Command command) {
        return part(CommandSender.class).send(command, person.metadata());
    }

    /** Sends a command that policies may have a say in, on facts that are true when it is decided. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <R> @Nullable R decide(
            Person person, ModelId model, Change change, Function<DecisionFacts, GovernedCommand> command) {
        while (true) {
            try {
                return send(person, command.apply(part(FactsReader.class).about(model, change, person.actor())));
            } catch (RestsOnFacts.FactsChanged e) {
                Thread.onSpinWait();
            }
        }
    }

    /** For what is new and has no policies to fear. */
    public DecisionFacts noFacts(Person person) {
        return part(FactsReader.class).about(new ModelId("none"), new Change.Renaming("none"), person.actor());
    }

    /**
     * Until it has nothing of its own left to append: what registered versions consist of, what the gate says now, which
     * requests are over. What it does from time to time it does at once, until that changes nothing.
     */
    public void settle() {
        long before;
        do {
            before = head();
            Deadline.soon(
                    "the files of versions have been looked for",
                    () -> part(VersionArtifacts.class).pending(null, 1).isEmpty());
            context.getBeansOfType(ScheduledTaskHolder.class).values().stream()
                    .flatMap(holder -> holder.getScheduledTasks().stream())
                    .forEach(scheduled -> scheduled.getTask().getRunnable().run());
        } while (head() != before);
    }

    private long head() {
        return Objects.requireNonNull(
                sql().queryForObject("select coalesce(max(global_index), 0) from log.domain_event_entry", Long.class));
    }

    @Override
    public void close() {
        context.close();
        FileSystemUtils.deleteRecursively(artifacts.toFile());
    }
}
