package io.countersign.webhook;

import io.countersign.assembly.Deadline;
import io.countersign.assembly.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The real Hudson 3.3.2, on loopback, with jobs that whoever knows their token may start, and nobody else without signing in. */
final class HudsonServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.reflect",
            "java.base/java.lang.ref",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.text",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util.regex",
            "java.base/java.math",
            "java.desktop/java.awt",
            "java.desktop/java.awt.font",
            "java.xml/jdk.xml.internal");

    private static final String SETTINGS = """
            <?xml version='1.0' encoding='UTF-8'?>
            <hudson>
              <numExecutors>1</numExecutors>
              <quietPeriod>0</quietPeriod>
              <slaveAgentPort>-1</slaveAgentPort>
            </hudson>
            """;

    /** Without it any token passes. */
    private static final String SECURITY = """
            <?xml version='1.0' encoding='UTF-8'?>
            <org.eclipse.hudson.security.HudsonSecurityManager>
              <useSecurity>true</useSecurity>
              <authorizationStrategy class="hudson.security.FullControlOnceLoggedInAuthorizationStrategy"/>
              <securityRealm class="hudson.security.HudsonPrivateSecurityRealm">
                <disableSignup>true</disableSignup>
              </securityRealm>
            </org.eclipse.hudson.security.HudsonSecurityManager>
            """;

    private static final String JOB = """
            <?xml version='1.0' encoding='UTF-8'?>
            <project>
              <properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>
                <hudson.model.StringParameterDefinition>
                  <name>MODEL</name><defaultValue></defaultValue>
                </hudson.model.StringParameterDefinition>
                <hudson.model.StringParameterDefinition>
                  <name>VERSION</name><defaultValue></defaultValue>
                </hudson.model.StringParameterDefinition>
              </parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>
              <authToken>%s</authToken>
              <builders><hudson.tasks.Shell><command>%s</command></hudson.tasks.Shell></builders>
            </project>
            """;

    private final Path home;
    private final Process process;
    private final int port = FreePort.any();

    private HudsonServer(Path home, Map<String, String> environment) throws IOException {
        this.home = home;
        Files.writeString(home.resolve("config.xml"), SETTINGS);
        Files.writeString(home.resolve("hudson-security.xml"), SECURITY);
        process = start(environment);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * @param token that starts each job
     * @param jobs their names, and what their shells do with {@code MODEL} and {@code VERSION}
     * @param environment of the server, and so of its jobs
     */
    static HudsonServer with(String token, Map<String, String> jobs, Map<String, String> environment)
            throws IOException {
        Path home = Files.createTempDirectory("hudson");
        for (Map.Entry<String, String> job : jobs.entrySet()) {
            Path folder = Files.createDirectories(home.resolve("jobs").resolve(job.getKey()));
            Files.writeString(folder.resolve("config.xml"), JOB.formatted(token, escaped(job.getValue())));
        }
        HudsonServer server = new HudsonServer(home, environment);
        jobs.keySet().forEach(server::await);
        return server;
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    /** What the builds printed, for when something goes wrong. */
    String console(String job, int number) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(base() + "/job/" + job + "/" + number + "/consoleText"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private Process start(Map<String, String> environment) throws IOException {
        Path launcher = launcher();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")),
                "-DHUDSON_HOME=" + home));
        OPENED.forEach(opened -> command.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED")));
        command.addAll(List.of(
                "-cp",
                Path.of("target", "hudson.war").toAbsolutePath() + ":" + launcher,
                HudsonLauncher.class.getName(),
                "--httpPort=" + port,
                "--httpListenAddress=127.0.0.1",
                "--skipInitSetup"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HUDSON_HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
    }

    /** The launcher's class alone, as Hudson must see nothing else of this program. */
    private Path launcher() throws IOException {
        String name = HudsonLauncher.class.getName().replace('.', '/') + ".class";
        Path file = home.resolve("launcher").resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream content = HudsonLauncher.class.getResourceAsStream("/" + name)) {
            Files.copy(content, file);
        }
        return home.resolve("launcher");
    }

    private void await(String job) {
        Deadline.within(PATIENCE, "Hudson shows the job " + job, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("Hudson ended; see " + home.resolve("log"));
            }
            return shows(job);
        });
    }

    private boolean shows(String job) {
        try {
            URI address = URI.create(base() + "/job/" + job + "/api/json");
            return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        FileSystemUtils.deleteRecursively(home.toFile());
    }
}
