package io.countersign.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.relay.Relay;
import io.countersign.relay.RelaySettings;
import io.countersign.replica.CommittedRecords;
import io.countersign.startup.StartupError;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cluster that does not let everybody do everything. */
class GuardedClusterTest {

    private static final Topics TOPICS = new Topics("guarded", 3, (short) 1, Duration.ofDays(30));

    @AutoClose
    private static GuardedBroker broker;

    @BeforeAll
    static void aBrokerWithARelaysUser() throws Exception {
        broker = new GuardedBroker();
        broker.allow("relay", ResourceType.TOPIC, "guarded.", AclOperation.CREATE, AclOperation.WRITE);
        broker.allow("guest", ResourceType.TOPIC, "guarded.", AclOperation.DESCRIBE);
    }

    @Test
    void whoMayCreateTopicsHasThemAndTheySayWhatDiffersFromThenOn() throws Exception {
        Path file = broker.connectionOf("relay", "of-relay");
        KafkaCluster relay = KafkaCluster.at(broker.address(), file);
        new TopicAdmin(relay, TOPICS).requireReachable();
        assertThat(new TopicAdmin(relay, TOPICS).ensure()).isEmpty();
        assertThat(new TopicAdmin(relay, TOPICS).ensure()).isEmpty();

        KafkaCluster admin = KafkaCluster.at(broker.address(), broker.connectionOf("admin", "of-admin"));
        assertThat(new TopicAdmin(admin, Topics.named("guarded")).ensure())
                .contains(
                        "The topic guarded.log has 3 partitions and keeps them: in others, a stream's order would be lost.",
                        "The topic guarded.log keeps events for 2592000000 ms only: set retention.ms=-1, or say "
                                + "--kafka-retention.");
    }

    @Test
    void whoMayNotCreateATopicIsToldItsNameAndWhatItNeeds() throws Exception {
        KafkaCluster guest = KafkaCluster.at(broker.address(), broker.connectionOf("guest", "of-guest"));
        broker.allow("guest", ResourceType.TOPIC, "missing.", AclOperation.DESCRIBE);

        refused(
                () -> new TopicAdmin(guest, Topics.named("missing")).ensure(),
                "The topic missing.events does not exist and cannot be created: this user may not; have an administrator "
                        + "grant it Create on the topic, or create it with 6 partitions, retention.ms=-1, "
                        + "max.message.bytes=50331648.");
        refused(
                () -> new TopicAdmin(guest, Topics.named("hidden")).ensure(),
                "The topic hidden.events cannot be looked at: this user may not; have an administrator grant it Describe "
                        + "on the topic.");
    }

    @Test
    void aRelayThatSignsInCarriesEverythingAndOneThatMayNotSaysWhatItNeeds() throws Exception {
        Topics topics = Topics.named("relayed");
        broker.allow("relay", ResourceType.TOPIC, "relayed.", AclOperation.CREATE, AclOperation.WRITE);
        broker.allow("guest", ResourceType.TOPIC, "relayed.", AclOperation.READ);
        KafkaCluster relayed = KafkaCluster.at(broker.address(), broker.connectionOf("relay", "of-relay"));
        try (InProcessServer server = InProcessServer.onAnEmptyDatabase();
                Relay relay = server.part(Relay.class)) {
            Workshop.on(server).aRun();
            relay.start(new RelaySettings(relayed, topics));
            Deadline.soon("a failure", () -> failures(server) > 0);
            broker.allow("relay", ResourceType.TRANSACTIONAL_ID, "countersign-", AclOperation.WRITE);
            Deadline.within(Duration.ofMinutes(1), "everything is carried", () -> lag(server) == 0);
            assertThat(recordsSeenBy("guest", topics.log()))
                    .isEqualTo(
                            server.sql().queryForObject("select count(*) from log.domain_event_entry", Integer.class));
        }
    }

    private static double failures(InProcessServer server) {
        return server.part(MeterRegistry.class)
                .get("countersign.stream.failures")
                .tag("stream", Relay.NAME)
                .counter()
                .count();
    }

    private static double lag(InProcessServer server) {
        return server.part(MeterRegistry.class)
                .get("countersign.stream.lag")
                .tag("stream", Relay.NAME)
                .gauge()
                .value();
    }

    private static int recordsSeenBy(String user, String topic) throws Exception {
        List<String> seen = new ArrayList<>();
        try (CommittedRecords records = CommittedRecords.of(
                KafkaCluster.at(broker.address(), broker.connectionOf(user, "of-" + user)), topic)) {
            records.forEach(each -> seen.add(each.key()), done -> {});
        }
        return seen.size();
    }

    @Test
    void moreCopiesThanThereAreBrokersAreRefusedInKafkasWords() throws Exception {
        KafkaCluster admin = KafkaCluster.at(broker.address(), broker.connectionOf("admin", "of-admin"));

        refused(
                () -> new TopicAdmin(admin, new Topics("copied", 1, (short) 3, null)).ensure(),
                "The topic copied.events does not exist and cannot be created: ");
    }

    @Test
    void aWrongPasswordIsSaidToBeRefusedAndNotShown() throws Exception {
        KafkaCluster liar = KafkaCluster.at(broker.address(), broker.connectionOf("relay", "guessed"));

        assertThatThrownBy(new TopicAdmin(liar, TOPICS)::requireReachable)
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("does not let us in")
                .hasMessageNotContaining("guessed");
    }

    @Test
    void withoutSayingHowToConnectTheClusterDoesNotAnswer() {
        refused(
                new TopicAdmin(KafkaCluster.at(broker.address()), TOPICS)::requireReachable,
                "Kafka at " + broker.address() + " does not answer");
    }

    @Test
    void theSameOverTlsForWhoTrustsItsCertificate() throws Exception {
        KafkaCluster trusting = KafkaCluster.at(
                broker.tlsAddress(),
                broker.connectionOf(
                        "admin",
                        "of-admin",
                        "security.protocol",
                        "SASL_SSL",
                        "ssl.truststore.location",
                        broker.store().toString(),
                        "ssl.truststore.password",
                        GuardedBroker.STORE_PASSWORD));
        new TopicAdmin(trusting, TOPICS).requireReachable();

        KafkaCluster doubting = KafkaCluster.at(
                broker.tlsAddress(), broker.connectionOf("admin", "of-admin", "security.protocol", "SASL_SSL"));
        refused(new TopicAdmin(doubting, TOPICS)::requireReachable, "does not let us in");
    }

    private static void refused(ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOf(StartupError.class).hasMessageContaining(words);
    }
}
