package io.countersign.trail;

import io.countersign.wire.WireJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A line of JSON for each entry, and a last one that says how many these are and what their bytes come to. */
final class JsonLines implements EntryWriter {

    static final JsonMapper JSON = WireJson.MAPPER
            .rebuild()
            .disable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The member that the last line has alone. */
    static final String END = "end";

    private final Digesting out;

    JsonLines(OutputStream out) {
        this.out = new Digesting(out);
    }

    @Override
    public void write(EntryMessage entry) throws IOException {
        out.entry((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end() throws IOException {
        String end = JSON.writeValueAsString(Map.of(END, Map.of("entries", out.entries(), "sha256", out.sha256())));
        out.unread((end + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
