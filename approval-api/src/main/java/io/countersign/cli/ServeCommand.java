package io.countersign.cli;

import io.countersign.assembly.Server;
import io.countersign.assembly.ServerSettings;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.DatabaseChecks;
import io.countersign.database.Schemas;
import io.countersign.rebuild.Rebuild;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code countersign serve}. */
@Command(name = "serve", description = "Starts the server.", mixinStandardHelpOptions = true, showDefaultValues = false)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class ServeCommand implements Callable<Integer> {

    @Mixin
    private StorageOptions storage;

    @Option(
            names = "--port",
            defaultValue = "${env:COUNTERSIGN_PORT:-5000}",
            description = "TCP port (COUNTERSIGN_PORT; default: 5000).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "${env:COUNTERSIGN_HOST:-127.0.0.1}",
            description = "Address to listen on (COUNTERSIGN_HOST; default: 127.0.0.1).")
    private String host;

    @Override
    public Integer call() throws InterruptedException {
        DatabaseAddress database = storage.external();
        DatabaseChecks.check(database, Clock.systemUTC());
        new Schemas(database).bringForward();
        Rebuild rebuild = RebuildCommand.rebuild(database);
        if (rebuild.isNeeded()) {
            rebuild.replace(done -> {});
        }
        ConfigurableApplicationContext server = start(database);
        System.out.println("ready http://" + host + ":" + port);
        Thread.currentThread().join();
        server.close();
        return 0;
    }

    private ConfigurableApplicationContext start(DatabaseAddress database) {
        SpringApplication application = new SpringApplication(Server.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setDefaultProperties(Map.of("server.port", port, "server.address", host));
        ServerSettings settings = new ServerSettings(database, storage.dataDir.resolve("artifacts"));
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(ServerSettings.class, () -> settings));
        return application.run();
    }
}
