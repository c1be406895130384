package io.countersign.events;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.contract.EventContract;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What types of events there are, and what each promises. */
@GovernanceRoutes
@Requires(Operation.READ_AUDIT)
final class EventTypeRoutes {

    private static final String PATH = "/api/governance/v1/event-types/";
    private static final MediaType SCHEMA = MediaType.valueOf("application/schema+json");

    /** @param cdEvents the types of the CDEvents that say the same */
    record OneType(String type, String title, String description, String schema, List<String> cdEvents) {

        static OneType of(EventContract contract) {
            return new OneType(
                    contract.type(),
                    contract.title(),
                    contract.description(),
                    PATH + contract.type() + "/schema",
                    contract.cdEvents());
        }
    }

    record Types(List<OneType> eventTypes) {}

    @GetMapping("/event-types")
    Types types() {
        return new Types(EventContract.all().stream().map(OneType::of).toList());
    }

    /** A compound document, which needs no other. */
    @GetMapping("/event-types/{type}/schema")
    ResponseEntity<byte[]> schema(@PathVariable String type) {
        EventContract contract = EventContract.of(type)
                .orElseThrow(() -> Rejection.of(
                        Reason.EVENT_TYPE_NOT_FOUND,
                        "There is no type of event %s; GET /api/governance/v1/event-types lists them.",
                        type));
        byte[] schema = contract.schema().getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .contentType(SCHEMA)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .eTag(DigestUtils.md5DigestAsHex(schema))
                .body(schema);
    }
}
