package io.countersign.cli;

import io.countersign.embedded.DataDirectory;
import io.countersign.embedded.EmbeddedKafka;
import io.countersign.relay.Relay;
import io.countersign.relay.RelaySettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Function;

/**
 * Brings up the embedded broker and the relay to it while the server already answers. As nobody waits for them, what
 * hinders them (a process that was killed, a database that is away) is told and tried again.
 */
final class EmbeddedFeed {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Parts parts;
    private final Function<String, RelaySettings> settings;
    private final PrintWriter err;

    /** @param settings for the broker's address */
    EmbeddedFeed(Parts parts, Function<String, RelaySettings> settings, PrintWriter err) {
        this.parts = parts;
        this.settings = settings;
        this.err = err;
    }

    /** Returns at once. */
    void start(DataDirectory data, Relay relay) {
        Thread.ofPlatform().daemon().name("start-kafka").start(() -> bringUp(data, relay));
    }

    private void bringUp(DataDirectory data, Relay relay) {
        try {
            EmbeddedKafka broker = persist(() -> EmbeddedKafka.start(data));
            String address = parts.add(broker).bootstrapServers();
            persist(() -> {
                relay.start(settings.apply(address));
                return relay;
            });
            parts.add(relay); // so that it ends before the broker that it writes to
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Parts.Stopping e) {
            // and so is the broker
        }
    }

    private interface Step<T> {
        T take() throws InterruptedException;
    }

    private <T> T persist(Step<T> step) throws InterruptedException {
        for (Duration pause = Duration.ofSeconds(1); ; pause = longer(pause)) {
            try {
                return step.take();
            } catch (RuntimeException e) {
                err.println("countersign: " + e.getMessage() + " (Next attempt in " + pause.toSeconds() + " s.)");
                err.flush();
                Thread.sleep(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
}
