package io.countersign.cli;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign audit-pack}. */
@Command(
        name = "audit-pack",
        description =
                "Writes one file with all that happened to a model in a time, the proof that it is all and true, and"
                        + " the program that verifies it without network.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class AuditPackCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LONGEST_PROBLEM = 100_000;

    @Mixin
    private CallerOptions caller;

    @Option(names = "--model", required = true, description = "The model's name, or its id.")
    private String model;

    @Option(names = "--from", paramLabel = "TIME", description = "For example 2026-01-01T00:00:00Z (default: ever).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Up to that time (default: now).")
    private @Nullable String to;

    @Option(names = "--out", paramLabel = "FILE", description = "Where it is written (default: audit-pack.zip).")
    private Path out = Path.of("audit-pack.zip");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Path part = out.resolveSibling(out.getFileName() + ".part");
        try {
            fetch(part);
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
            PrintWriter told = spec.commandLine().getOut();
            told.printf("%s has %,d bytes. Verify it with the log's key:%n", out, Files.size(out));
            told.printf("    java -jar countersign-verifier.jar pack %s --key VKEY%n", out);
            told.flush();
            return 0;
        } catch (IOException e) {
            throw StartupError.of("The pack could not be written to %s: %s", out, String.valueOf(e.getMessage()));
        }
    }

    private void fetch(Path file) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(address()).timeout(PATIENCE);
        String authorization = caller.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw StartupError.of(
                        "The server answers %d: %s",
                        answer.statusCode(),
                        problem(new String(body.readNBytes(LONGEST_PROBLEM), StandardCharsets.UTF_8)));
            }
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private URI address() {
        List<String> query = new ArrayList<>();
        add(query, "from", from);
        add(query, "to", to);
        return URI.create(caller.url() + "/api/governance/v1/models/" + encoded(model) + "/audit-pack"
                + (query.isEmpty() ? "" : "?" + String.join("&", query)));
    }

    private static void add(List<String> query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + "=" + encoded(value));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String problem(String body) {
        try {
            String detail = JsonMapper.shared().readTree(body).path("detail").asString("");
            return detail.isEmpty() ? body : detail;
        } catch (JacksonException e) {
            return body;
        }
    }
}
