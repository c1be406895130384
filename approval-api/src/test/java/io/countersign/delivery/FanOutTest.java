package io.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.MovingClock;
import io.countersign.feed.LogStream;
import io.countersign.feed.Reconciler;
import io.countersign.feed.StreamMeters;
import io.countersign.payload.ModelNames;
import io.countersign.payload.Vocabularies;
import io.countersign.signin.FirstAdmin;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stream that makes deliveries does about events that it was not shown. */
class FanOutTest {

    private static final String DELIVERIES = "select count(*) from ops.deliveries";

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();

    @BeforeEach
    void aWebhookThatIsToldOfModels() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        server.part(WebhookEngine.class).start();
        admin().post(
                        "/api/governance/v1/webhooks",
                        Map.of("url", "http://127.0.0.1:65000/", "events", List.of("registered-model.created")));
        model("first");
        model("second");
        Deadline.soon("they are to be told", () -> count() == 2);
        server.part(WebhookEngine.class).close();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEventThatTheStreamPassedByIsFoundAndTold() {
        long index = passedBy();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();

        reconcile(metrics);

        assertThat(count()).isEqualTo(2);
        assertThat(metrics.get("countersign.stream.repaired").counter().count()).isEqualTo(1);
        assertThat(server.sql()
                        .queryForList(
                                "select carried @> ?::bigint from ops.feeds where feed = ?",
                                Boolean.class,
                                index,
                                WebhookEngine.NAME))
                .containsExactly(true);
    }

    @Test
    void whatItWasShownIsNotToldAgain() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();

        reconcile(metrics);

        assertThat(count()).isEqualTo(2);
        assertThat(metrics.get("countersign.stream.repaired").counter().count()).isZero();
    }

    @Test
    void aMonitorSeesHowFarEachStreamIsBehind() {
        MeterRegistry metrics = server.part(MeterRegistry.class);
        model("third");

        assertThat(metrics.get("countersign.stream.lag")
                        .tag("stream", WebhookEngine.NAME)
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(metrics.get("countersign.webhook.pending").gauge().value()).isEqualTo(2);
    }

    /** As if the first had been committed so late that no reader waited for it any more. */
    private long passedBy() {
        long index = server.sql()
                .queryForList("select min(event_index) from ops.deliveries", Long.class)
                .getFirst();
        server.sql().update("delete from ops.deliveries where event_index = ?", index);
        server.ownersSql()
                .update(
                        "update ops.feeds set carried = carried - int8multirange(int8range(?, ?)) where feed = ?",
                        index,
                        index + 1,
                        WebhookEngine.NAME);
        return index;
    }

    private void reconcile(SimpleMeterRegistry metrics) {
        MovingClock clock = new MovingClock();
        FanOut fanOut = new FanOut(
                server.sql(),
                server.part(Vocabularies.class),
                server.part(ModelNames.class),
                new StreamMeters("by hand", metrics),
                () -> {});
        Reconciler reconciler =
                server.part(LogStream.class).reconciler(WebhookEngine.NAME, fanOut::repair, clock, metrics);
        reconciler.run();
        clock.move(Duration.ofMinutes(7));
        reconciler.run();
    }

    private Caller admin() {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    private int count() {
        return server.sql().queryForList(DELIVERIES, Integer.class).getFirst();
    }

    private void model(String name) {
        admin().post("/api/2.0/mlflow/registered-models/create", Map.of("name", name));
    }
}
