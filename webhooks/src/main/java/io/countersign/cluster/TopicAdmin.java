package io.countersign.cluster;

import io.countersign.startup.StartupError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks after the topics on a cluster. Each call connects anew and takes seconds at most. */
public final class TopicAdmin {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaCluster cluster;
    private final Topics topics;

    public TopicAdmin(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    /**
     * Creates what is missing and leaves what exists as it is.
     *
     * @return what is not as it should be of the topics that exist, a sentence each
     * @throws StartupError when the cluster refuses, with what an administrator has to do
     * @throws KafkaFailure when it does not answer
     */
    public List<String> ensure() {
        return connected(admin -> {
            List<String> remarks = new ArrayList<>();
            topics.names().forEach(topic -> remarks.addAll(ensure(admin, topic)));
            return remarks;
        });
    }

    private List<String> ensure(Admin admin, String topic) {
        Optional<TopicDescription> existing = describe(admin, topic);
        if (existing.isPresent()) {
            return new ExistingTopic(existing.get(), topics).remarks(admin);
        }
        create(admin, topic);
        return List.of();
    }

    private Optional<TopicDescription> describe(Admin admin, String topic) {
        try {
            return Optional.ofNullable(
                    await(admin.describeTopics(Set.of(topic)).allTopicNames()).get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw refused(e, "The topic %s cannot be looked at".formatted(topic), "grant it Describe on the topic");
        }
    }

    private void create(Admin admin, String topic) {
        try {
            await(admin.createTopics(Set.of(topics.toCreate(topic))).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // another server was quicker
                throw refused(
                        e,
                        "The topic %s does not exist and cannot be created".formatted(topic),
                        "grant it Create on the topic, or create it with " + topics.describeLimits());
            }
        }
    }

    private RuntimeException refused(ExecutionException failure, String what, String remedy) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return switch (cause) {
            case AuthenticationException e -> cluster.notLetIn(e);
            case AuthorizationException e ->
                StartupError.of("%s: this user may not; have an administrator %s.", what, remedy);
            case InvalidReplicationFactorException e -> StartupError.of("%s: %s", what, String.valueOf(e.getMessage()));
            case PolicyViolationException e -> StartupError.of("%s: %s", what, String.valueOf(e.getMessage()));
            default -> new KafkaFailure(what, cause);
        };
    }

    /**
     * Whether the cluster answers now, and lets us in.
     *
     * @throws StartupError unless it does
     */
    public void requireReachable() {
        try {
            connected(admin -> awaitAnswer(admin.describeCluster().clusterId()));
        } catch (KafkaFailure e) {
            throw StartupError.of(
                    "Kafka at %s does not answer; check that it runs, the address, and whether it speaks TLS or asks who "
                            + "one is (--kafka-config), or start with --kafka off.",
                    cluster);
        }
    }

    private <T> T awaitAnswer(KafkaFuture<T> answer) {
        try {
            return await(answer);
        } catch (ExecutionException e) {
            throw refused(e, "Kafka at " + cluster + " does not answer", "grant it Describe on the cluster");
        }
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KafkaFailure("Kafka at " + cluster + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaFailure("Interrupted", e);
        }
    }

    private <T> T connected(Function<Admin, T> work) {
        Admin admin = admin();
        try {
            return work.apply(admin);
        } finally {
            admin.close(Duration.ZERO); // closed as usual, it may first wait for a broker that hangs
        }
    }

    private Admin admin() {
        Properties properties = cluster.properties();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw cluster.unusable(e);
        }
    }
}
