package io.countersign.cli;

import io.countersign.assembly.Server;
import io.countersign.assembly.ServerSettings;
import io.countersign.bench.BenchCommand;
import io.countersign.bench.WebhooksCommand;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.DatabaseChecks;
import io.countersign.database.Schemas;
import io.countersign.delivery.WebhookEngine;
import io.countersign.demo.Demo;
import io.countersign.embedded.DataDirectory;
import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.health.Readiness;
import io.countersign.log.RecentAggregates;
import io.countersign.notice.NoticeSettings;
import io.countersign.oidc.ProviderSettings;
import io.countersign.rebuild.Rebuild;
import io.countersign.relay.Relay;
import io.countersign.relay.RelaySettings;
import io.countersign.signin.FirstAdmin;
import io.countersign.signing.SecretBox;
import io.countersign.startup.StartupError;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign serve}: starts the server and what it needs, and stops all of it on SIGTERM or Ctrl-C. */
@Command(name = "serve", description = "Starts the server.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final int STARTER_SECONDS = 15;

    @Mixin
    private ListenOptions listen;

    @Mixin
    private ProviderOptions provider;

    @Mixin
    private ProxyOptions proxies;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private LogOptions log;

    @Mixin
    private StorageOptions storage;

    @Mixin
    private ArtifactOptions artifacts;

    @Mixin
    private KafkaOption kafka;

    @Mixin
    private OutgoingOptions outgoing;

    @Mixin
    private NoticeOptions notices;

    @Mixin
    private LogKeyOption logKey;

    @Option(names = "--demo", description = "Then plays the story of 'countersign demo' on it.")
    private boolean demo;

    @Option(
            names = "--check",
            description =
                    "Stops again once it has started, and played the demo when asked to; the exit status tells whether it could.")
    private boolean check;

    /** For the launcher, which keeps what a server learnt of itself in a rehearsal: see ADR 13. */
    @Option(names = "--rehearse", hidden = true)
    private boolean rehearse;

    @Spec
    private CommandSpec spec;

    private final Parts parts = new Parts();
    private final CountDownLatch startEnded = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    @Override
    public Integer call() throws InterruptedException {
        log.check();
        listen.check();
        proxies.settings();
        limits.settings();
        if (demo && listen.tls.isOn()) {
            throw StartupError.of("--demo plays on a server without TLS: leave the certificate out, or the demo.");
        }
        outgoing.check();
        logKey.witnessSettings();
        providerSettings();
        noticeSettings(); // so that what is wrong is said at once
        kafka.external().ifPresent(Relay::prepare);
        Thread starter = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(starter), "stop"));
        try {
            run();
            startEnded.countDown();
            if (!check) {
                stopped.await();
            }
        } catch (RuntimeException | InterruptedException e) {
            parts.close();
            startEnded.countDown();
            if (!stopping) {
                throw e;
            }
        }
        return 0;
    }

    private void run() throws InterruptedException {
        DataDirectory data = parts.add(DataDirectory.open(storage.dataDir));
        DatabaseAddress database = database(data);
        prepare(database);
        SecretBox secrets = outgoing.secrets(data);
        SecretKeyCheck.check(secrets, database);
        ConfigurableApplicationContext server = parts.add(start(database, data, secrets));
        if (check && !demo) {
            return;
        }
        Optional<FirstAdmin.Created> admin = server.getBean(FirstAdmin.class).createIfNobodyCanSignIn();
        server.getBean(Readiness.class).open();
        Thread.ofPlatform().daemon().name("warm-up").start(server.getBean(RecentAggregates.class)::load);
        String events = startRelay(server.getBean(Relay.class), data);
        new Greeting(listen, data.path(), describe(database), events, admin)
                .print(spec.commandLine().getOut());
        parts.add(server.getBean(WebhookEngine.class)).start();
        if (demo) {
            play(DemoCommand.on(listen.url(), admin.orElse(null), spec));
        }
        if (rehearse) {
            rehearse();
        }
    }

    /** So many requests of each kind that the virtual machine knows which of its code is hot. */
    private void rehearse() {
        rehearse(
                new BenchCommand(),
                "--data-dir=" + storage.dataDir,
                "--clients=2",
                "--warm-up=0",
                "--seconds=2",
                "--runs=20");
        rehearse(new WebhooksCommand(), "--events=500", "--approvals=0", "--no-slow");
    }

    private void rehearse(Object load, String... options) {
        new CommandLine(load)
                .setOut(spec.commandLine().getOut())
                .execute(Stream.concat(Stream.of("--target=" + listen.url()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private void play(Demo story) {
        if (check) {
            story.play();
        } else {
            DemoCommand.playBeside(story, spec);
        }
    }

    private DatabaseAddress database(DataDirectory data) throws InterruptedException {
        return storage.isEmbedded() ? parts.add(EmbeddedPostgres.start(data)).address() : storage.external();
    }

    private String describe(DatabaseAddress database) {
        return (storage.isEmbedded() ? "embedded, " : "") + database.jdbcUrl();
    }

    private void prepare(DatabaseAddress database) throws InterruptedException {
        DatabaseChecks.check(database, Clock.systemUTC());
        new Schemas(database).bringForward();
        Rebuild rebuild = RebuildCommand.of(database);
        if (rebuild.isNeeded()) {
            ProgressBar progress =
                    RebuildCommand.progress(rebuild, spec.commandLine().getErr());
            rebuild.replaceIfNeeded(progress);
            progress.end();
        }
    }

    private ConfigurableApplicationContext start(DatabaseAddress database, DataDirectory data, SecretBox secrets) {
        SpringApplication application = new SpringApplication(Server.class);
        application.setRegisterShutdownHook(false);
        ServerSettings settings = new ServerSettings(
                database,
                artifacts.place(data.path().resolve("artifacts")),
                outgoing.allowed(),
                outgoing.trust(),
                secrets,
                logKey.signer(data));
        NoticeSettings told = noticeSettings();
        Optional<ProviderSettings> asked = providerSettings();
        application.addInitializers(context -> {
            ((GenericApplicationContext) context).registerBean(ServerSettings.class, () -> settings);
            ((GenericApplicationContext) context).registerBean(NoticeSettings.class, () -> told);
            asked.ifPresent(
                    found -> ((GenericApplicationContext) context).registerBean(ProviderSettings.class, () -> found));
        });
        return application.run(arguments(data));
    }

    /** As arguments, they count before any environment variable. */
    private String[] arguments(DataDirectory data) {
        return Stream.concat(
                        Stream.of(
                                "--server.port=" + listen.port,
                                "--server.address=" + listen.host,
                                "--countersign.auth=" + listen.auth,
                                "--countersign.default-permission=" + listen.defaultPermission,
                                "--countersign.evidence.max-size=" + artifacts.evidenceMaxSize(),
                                "--countersign.webhook-retention=" + outgoing.retention(),
                                "--countersign.node=" + data.id(),
                                logKey.witnessSettings()),
                        Stream.of(listen.tls.settings(), proxies.settings(), limits.settings(), log.settings())
                                .flatMap(List::stream))
                .toArray(String[]::new);
    }

    private Optional<ProviderSettings> providerSettings() {
        return listen.asksProvider()
                ? Optional.of(
                        provider.settings(outgoing.trust(), noticeSettings().publicUrl()))
                : Optional.empty();
    }

    private NoticeSettings noticeSettings() {
        return notices.settings(listen.url(), System.getenv(NoticeOptions.PASSWORD));
    }

    /** An embedded broker starts while the server already answers: nobody waits for it. */
    private String startRelay(Relay relay, DataDirectory data) {
        if (kafka.isEmbedded()) {
            new EmbeddedFeed(
                            parts,
                            kafka::onTheEmbeddedBroker,
                            spec.commandLine().getErr())
                    .start(data, relay);
            return "embedded, " + kafka.describeTopics() + " (address in " + data.path() + "/kafka.json)";
        }
        Optional<RelaySettings> cluster = kafka.external();
        cluster.ifPresent(relay::start);
        return cluster.map(settings -> settings.cluster() + ", " + kafka.describeTopics())
                .orElse("off");
    }

    private void stop(Thread starter) {
        stopping = true;
        if (startEnded.getCount() > 0) {
            starter.interrupt();
        }
        parts.close();
        awaitStarter();
        stopped.countDown();
    }

    /** What it was about to start when it was interrupted, it ends itself. */
    private void awaitStarter() {
        try {
            if (!startEnded.await(STARTER_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The start did not end in time; the database may be left running until the next start.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
