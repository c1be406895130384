package io.countersign.program;

import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The topic that carries the log, as a consumer sees it that reads only what was committed. */
public record Topic(String bootstrapServers) {

    private static final String NAME = "countersign.events";
    private static final JsonFormat FORMAT = new JsonFormat();

    /** @param key of the record that carried the event */
    public record Carried(String key, CloudEvent event) {

        public long sequence() {
            return Long.parseLong(String.valueOf(event.getExtension("sequence")));
        }
    }

    /** Reads from the beginning until all of these events have been seen; CDEvents, which say some once more, left out. */
    public List<Carried> readUntilSeen(Set<String> ids, Duration patience) {
        return readAllUntilSeen(ids, patience).stream()
                .filter(each -> each.event().getType().startsWith("io.countersign."))
                .toList();
    }

    /** The same, with the CDEvents. */
    public List<Carried> readAllUntilSeen(Set<String> ids, Duration patience) {
        return new TopicReader<>(
                        bootstrapServers,
                        NAME,
                        each -> new Carried(each.key(), FORMAT.deserialize(each.value())),
                        carried -> carried.event().getId())
                .readUntilSeen(ids, patience);
    }

    /** Each stream's events in their order. */
    public static void requireOrder(List<Carried> carried) {
        StreamOrder order = new StreamOrder();
        carried.forEach(
                each -> order.require(each.key(), each.sequence(), each.event().getId()));
    }
}
