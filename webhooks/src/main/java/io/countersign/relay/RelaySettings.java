package io.countersign.relay;

import io.countersign.cluster.KafkaCluster;
import io.countersign.cluster.TopicAdmin;
import io.countersign.cluster.Topics;

/** Where events go: two topics on a cluster, created when they are missing. */
public record RelaySettings(KafkaCluster cluster, Topics topics) {

    public static RelaySettings to(String bootstrapServers) {
        return new RelaySettings(KafkaCluster.at(bootstrapServers), Topics.named(Topics.PREFIX));
    }

    TopicAdmin admin() {
        return new TopicAdmin(cluster, topics);
    }
}
