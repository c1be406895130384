package io.countersign.cli;

import io.countersign.demo.Credentials;
import io.countersign.demo.Demo;
import io.countersign.signin.FirstAdmin;
import io.countersign.startup.StartupError;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign demo}. */
@Command(
        name = "demo",
        description = "Plays a true story on a running server: ten models, three people, one way to Production.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class DemoCommand implements Callable<Integer> {

    private static final String PASSWORD_VARIABLE = "COUNTERSIGN_ADMIN_PASSWORD";

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:COUNTERSIGN_SERVER:-http://127.0.0.1:5000}",
            description = "Where the server is (COUNTERSIGN_SERVER; default: http://127.0.0.1:5000).")
    private String server;

    @Option(
            names = "--admin-user",
            defaultValue = "${env:COUNTERSIGN_ADMIN_USER:-admin}",
            description = "An admin, who creates the users of the story (COUNTERSIGN_ADMIN_USER; default: admin).")
    private String adminUser;

    @Option(
            names = "--admin-password",
            interactive = true,
            arity = "0..1",
            description = "The admin's password (" + PASSWORD_VARIABLE + "); without a value it is asked for.")
    private @Nullable String adminPassword;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String password = adminPassword == null ? System.getenv(PASSWORD_VARIABLE) : adminPassword;
        new Demo(
                        address(),
                        password == null ? null : new Credentials(adminUser, password),
                        spec.commandLine().getOut())
                .play();
        return 0;
    }

    private URI address() {
        String url = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        if (!url.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
            throw StartupError.of("--server must be a URL like http://127.0.0.1:5000, not '%s'.", server);
        }
        return URI.create(url);
    }

    static Demo on(String url, FirstAdmin.@Nullable Created admin, CommandSpec spec) {
        return new Demo(URI.create(url), credentials(admin), spec.commandLine().getOut());
    }

    /** Plays while the server serves; whatever becomes of the story, the server stays. */
    static void playBeside(Demo demo, CommandSpec spec) {
        Thread.ofPlatform().daemon().name("demo").start(() -> {
            try {
                demo.play();
            } catch (StartupError e) {
                spec.commandLine().getErr().println("countersign: " + e.getMessage());
                spec.commandLine().getErr().flush();
            }
        });
    }

    private static @Nullable Credentials credentials(FirstAdmin.@Nullable Created admin) {
        String password = admin == null || admin.drawnPassword() == null
                ? System.getenv(PASSWORD_VARIABLE)
                : admin.drawnPassword();
        return password == null ? null : new Credentials(FirstAdmin.USERNAME, password);
    }
}
