package io.countersign.relay;

/**
 * Where events go.
 *
 * @param bootstrapServers of the Kafka cluster, as {@code host:port,host:port}
 * @param topic created when it is missing
 * @param partitions of a topic that is created; never changed in place, as the order within a stream hangs on it
 */
public record RelaySettings(String bootstrapServers, String topic, int partitions) {

    public static final String EVENTS_TOPIC = "countersign.events";

    public static RelaySettings to(String bootstrapServers) {
        return new RelaySettings(bootstrapServers, EVENTS_TOPIC, 6);
    }
}
