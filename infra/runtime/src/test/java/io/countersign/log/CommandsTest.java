package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final String RUN = "run/1";

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final AggregateCache cache = new AggregateCache(10);
    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<Integer> told = new ArrayList<>();
    private final Commands commands = new Commands(bus, metrics, told::add);

    @Test
    void aRefusalAfterAConflictDoesNotRestOnAStateThatAnotherThreadCachedMeanwhile() {
        handle(message -> {
            if (attempts.incrementAndGet() == 1) {
                cache.put(RUN, "the past");
                throw new ConcurrencyException("Somebody else was first.");
            }
            return decideOn(cache.get(RUN));
        });

        assertThat(commands.<String>send("log", Map.of())).isEqualTo("logged");
    }

    @Test
    void aRefusalIsDecidedOnceMoreFromTheLogWhateverTheCacheHasByThen() {
        handle(message -> {
            cache.put(RUN, "the past");
            return decideOn(cache.get(RUN));
        });

        assertThat(commands.<String>send("log", Map.of())).isEqualTo("logged");
        assertThat(metrics.counter("countersign.commands.redecided").count()).isEqualTo(1);
    }

    @Test
    void aRefusalThatRestsOnTheLogIsToldAtOnce() {
        handle(message -> {
            attempts.incrementAndGet();
            return decideOn("the past");
        });

        assertThatThrownBy(() -> commands.send("log", Map.of())).isInstanceOf(Rejection.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whoNeverGetsATurnIsToldSoAndThatNothingWasChanged() {
        handle(message -> {
            attempts.incrementAndGet();
            throw new ConcurrencyException("Somebody else was first.");
        });

        assertThatThrownBy(() -> commands.send("log", Map.of()))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TOO_BUSY));
        assertThat(attempts).hasValue(6);
        assertThat(metrics.counter("countersign.commands.conflicts").count()).isEqualTo(6);
        assertThat(metrics.counter("countersign.commands.retries").count()).isEqualTo(5);
        assertThat(told).isEmpty();
    }

    @Test
    void itIsToldHowManyEventsTheLastAttemptAppended() {
        handle(message -> {
            publish();
            if (attempts.incrementAndGet() == 1) {
                throw new ConcurrencyException("Somebody else was first.");
            }
            publish();
            return decideOn(null);
        });

        commands.send("log", Map.of());

        assertThat(told).containsExactly(2);
        assertThat(metrics.counter("countersign.commands.retries").count()).isEqualTo(1);
    }

    @Test
    void andThatARepeatAppendedNone() {
        handle(message -> decideOn(null));

        commands.send("log", Map.of());

        assertThat(told).containsExactly(0);
    }

    @Test
    void aFaultIsNotTriedAgain() {
        handle(message -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> commands.send("log", Map.of())).hasMessage("broken");
        assertThat(attempts).hasValue(1);
    }

    private void handle(MessageHandler<CommandMessage<?>> handler) {
        bus.subscribe(String.class.getName(), handler);
    }

    private static void publish() {
        DecisionTrace.COUNT.onMessageIngested(GenericEventMessage.asEventMessage("something happened"));
    }

    private static String decideOn(@Nullable Object state) {
        if (state != null) {
            throw new Rejection(Reason.RUN_NOT_ACTIVE, "The run is deleted.");
        }
        return "logged";
    }
}
