package io.countersign.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import io.countersign.assembly.InProcessServer;
import io.countersign.history.History;
import io.countersign.program.Topic.Carried;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What log and topic both say of an event. */
record Told(String id, String stream, long sequence, String type, Instant time) {

    private static final JsonFormat FORMAT = new JsonFormat();

    static Set<Told> byTheLogOf(InProcessServer server) {
        return server
                .ownersSql()
                .query(
                        "select * from log.domain_event_entry",
                        (row, number) -> new Told(
                                row.getString("event_identifier"),
                                row.getString("aggregate_identifier"),
                                row.getLong("sequence_number"),
                                "io.countersign." + row.getString("payload_type") + ".v1",
                                Instant.parse(row.getString("time_stamp"))))
                .stream()
                .collect(Collectors.toSet());
    }

    /** As CloudEvents' own library read it. */
    static Told by(Carried carried) {
        CloudEvent event = carried.event();
        return new Told(
                event.getId(),
                carried.key(),
                carried.sequence(),
                event.getType(),
                Objects.requireNonNull(event.getTime()).toInstant());
    }

    /** The attributes that are the same in every event, and no word that a person wrote. */
    static void requireEnvelope(Carried carried, String source) {
        CloudEvent event = carried.event();
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getSource()).hasToString(source);
        assertThat(event.getSubject()).isEqualTo(carried.key());
        assertThat(event.getExtension("partitionkey")).isEqualTo(carried.key());
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(JsonMapper.shared()
                        .readTree(Objects.requireNonNull(event.getData()).toBytes())
                        .isObject())
                .isTrue();
        assertThat(new String(FORMAT.serialize(event), StandardCharsets.UTF_8)).doesNotContain(History.WRITTEN);
    }
}
