package io.countersign.trail;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.governance.Office.aModel;
import static io.countersign.governance.Office.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.Workshop;
import io.countersign.cli.AuditExportCommand;
import io.countersign.cli.CommandLineErrors;
import io.countersign.governance.Office;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The history can be taken away as a file, and of a file it can be seen whether it is whole. */
class ExportTest {

    private static final int RUNS = 700; // more than a page

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller AUDREY = OFFICE.hire("audrey", "auditor");
    private static final Caller ANN = OFFICE.hire("@ann", "contributor");

    @BeforeAll
    static void aHistory() {
        Workshop workshop = Workshop.on(OFFICE.server());
        for (int run = 0; run < RUNS; run++) {
            workshop.aRun();
        }
        String model = aModel(ANN);
        ANN.post(
                MLFLOW + "/registered-models/set-tag",
                Map.of("name", model, "key", "note", "value", "=cmd|' /C calc'!A0, \"quoted\"\n"));
        OFFICE.server().settle();
    }

    private static byte[] export(String query) {
        Caller.Answer answer = AUDREY.ask("GET", API + "/audit/export?" + query, BodyPublishers.noBody());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> positions(String kind) {
        return OFFICE.server()
                .sql()
                .queryForList(
                        "select event_identifier from log.domain_event_entry where payload_type like ? order by global_index",
                        String.class,
                        kind);
    }

    @Test
    void asLinesOfJsonItEndsWithHowManyAndWhatTheyComeTo() {
        String[] lines =
                new String(export("format=jsonl&kind=run,registered-model"), StandardCharsets.UTF_8).split("\n");
        List<JsonNode> entries =
                Arrays.stream(lines).map(JsonMapper.shared()::readTree).toList();
        List<JsonNode> whole = entries.subList(0, entries.size() - 1);
        assertThat(whole)
                .map(entry -> entry.get("event_id").asString())
                .hasSizeGreaterThan(RUNS)
                .containsAll(positions("run.%"))
                .containsAll(positions("registered-model.%"))
                .doesNotHaveDuplicates();

        JsonNode end = entries.getLast().get("end");
        assertThat(end.get("entries").asInt()).isEqualTo(whole.size());
        String before = String.join("\n", Arrays.copyOf(lines, lines.length - 1)) + "\n";
        assertThat(end.get("sha256").asString())
                .isEqualTo(HexFormat.of()
                        .formatHex(Digesting.sha256Digest().digest(before.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatBrokeOffIsGoneOnWithFromTheLastLine() {
        String[] all = new String(export("format=jsonl&kind=run"), StandardCharsets.UTF_8).split("\n");
        String place = JsonMapper.shared().readTree(all[99]).get("place").asString();
        String[] rest = new String(export("format=jsonl&kind=run&after=" + place), StandardCharsets.UTF_8).split("\n");
        assertThat(Arrays.copyOf(rest, rest.length - 1)).containsExactly(Arrays.copyOfRange(all, 100, all.length - 1));
    }

    @Test
    void asATableNoFieldIsAFormula() {
        List<List<String>> records = Csv.read(new String(export("format=csv"), StandardCharsets.UTF_8));
        assertThat(records.getFirst()).startsWith("event_id", "time", "type").endsWith("objects", "changes", "words");
        assertThat(records)
                .allMatch(record -> record.size() == records.getFirst().size());
        assertThat(records.stream().flatMap(List::stream)).noneMatch(field -> field.matches("(?s)[=+\\-@\t\r].*"));
        assertThat(records).anyMatch(record -> record.contains("'@ann"));
        assertThat(records.getLast()).startsWith("#end", Integer.toString(records.size() - 2));
    }

    @Property(tries = 2_000)
    void whatAFieldHadIsReadBack(@ForAll String text) {
        String field = Csv.read(CsvTable.field(text) + "\r\n").getFirst().getFirst();
        assertThat(field.startsWith("'") ? field.substring(1) : field).isEqualTo(text);
    }

    @Test
    void asParquetItHasTheSameEntries() throws Exception {
        byte[] file = export("format=parquet");
        List<String> ids = ParquetReading.strings(file, "event_id");
        assertThat(ids)
                .hasSizeGreaterThan(RUNS)
                .startsWith(positions("%").getFirst())
                .doesNotHaveDuplicates();
        assertThat(ParquetReading.strings(file, "actor")).contains("@ann");
    }

    private static int run(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--server", OFFICE.server().url(), "--user", "audrey", "--password", AUDREY.password()));
        all.addAll(List.of(arguments));
        return new CommandLine(new AuditExportCommand())
                .setExecutionExceptionHandler(new CommandLineErrors())
                .execute(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "csv", "parquet"})
    void theCommandLineWritesTheFileThatTheServerWould(String format, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("audit." + format);
        assertThat(run("--format", format, "--kind", "run", "--out", file.toString()))
                .isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(export("kind=run&format=" + format));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatIsRefusedLeavesTheFileAsItWas(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("audit.csv"), "as it was");
        assertThat(run("--format", "csv", "--kind", "owl", "--out", file.toString()))
                .isEqualTo(1);
        assertThat(run("--format", "csv", "--server", "http://127.0.0.1:9", "--out", file.toString()))
                .isNotZero();
        assertThat(file).hasContent("as it was");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    /** A server that breaks off in the middle of a line, and then goes on. */
    @Test
    void aConnectionThatBreaksOffIsGoneOnWith(@TempDir Path folder) throws Exception {
        byte[] whole = export("format=jsonl&kind=run");
        HttpServer breaking = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        breaking.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            exchange.sendResponseHeaders(200, 0);
            if (query.contains("after=")) {
                exchange.getResponseBody().write(export(query));
            } else {
                exchange.getResponseBody().write(whole, 0, whole.length / 2);
            }
            exchange.close();
        });
        breaking.start();
        try {
            Path file = folder.resolve("audit.jsonl");
            String url = "http://127.0.0.1:" + breaking.getAddress().getPort();
            assertThat(new CommandLine(new AuditExportCommand())
                            .execute("--server", url, "--format", "jsonl", "--kind", "run", "--out", file.toString()))
                    .isZero();
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        } finally {
            breaking.stop(0);
        }
    }

    @Test
    void whoeverGoesEndsTheExportAndNobodyElses() throws Exception {
        for (int reader = 0; reader < 10; reader++) {
            try (Socket socket =
                    new Socket("127.0.0.1", URI.create(OFFICE.server().url()).getPort())) {
                String request = "GET " + API
                        + "/audit/export?format=jsonl HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic "
                        + Base64.getEncoder()
                                .encodeToString(("audrey:" + AUDREY.password()).getBytes(StandardCharsets.UTF_8))
                        + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
                socket.setSoLinger(true, 0);
            }
        }
        Deadline.soon(
                "there is room again",
                () -> AUDREY.ask("GET", API + "/audit/export?format=jsonl&kind=policy", BodyPublishers.noBody())
                                .status()
                        == 200);
    }

    @Test
    void aFormatThatThereIsNotIsRefused() {
        assertThat(refused(400, AUDREY, "GET", "/audit/export?format=xlsx", Map.of())
                        .get("detail")
                        .asString())
                .contains("use jsonl, csv, parquet");
        assertThat(refused(400, AUDREY, "GET", "/audit/export", Map.of())
                        .get("detail")
                        .asString())
                .contains("format");
    }

    /** As RFC 4180 reads it. */
    private static final class Csv {

        static List<List<String>> read(String text) {
            List<List<String>> records = new ArrayList<>();
            List<String> record = new ArrayList<>();
            int place = 0;
            while (place < text.length()) {
                assertThat(text.charAt(place)).isEqualTo('"');
                StringBuilder field = new StringBuilder();
                place++;
                while (text.charAt(place) != '"' || place + 1 < text.length() && text.charAt(place + 1) == '"') {
                    field.append(text.charAt(place));
                    place += text.charAt(place) == '"' ? 2 : 1;
                }
                record.add(field.toString());
                place++;
                if (text.charAt(place) == ',') {
                    place++;
                } else {
                    assertThat(text.substring(place)).startsWith("\r\n");
                    place += 2;
                    records.add(record);
                    record = new ArrayList<>();
                }
            }
            return records;
        }
    }
}
