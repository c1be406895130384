package io.countersign.feed;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stream does on this server: events carried, of which a monitor makes a rate, failures, and when the last one
 * was. Safe for many threads.
 */
public final class StreamMeters {

    private static final Logger LOG = LoggerFactory.getLogger(StreamMeters.class);

    private final String stream;
    private final Clock clock;
    private final Counter carried;
    private final Counter failures;
    private final AtomicLong lastFailure;

    public StreamMeters(String stream, MeterRegistry metrics) {
        this.stream = stream;
        clock = metrics.config().clock();
        carried = Counter.builder("countersign.stream.carried")
                .description("Events that this server has carried; those that it had to carry again count again")
                .tag("stream", stream)
                .register(metrics);
        failures = Counter.builder("countersign.stream.failures")
                .description("Batches that could not be carried and are tried again")
                .tag("stream", stream)
                .register(metrics);
        lastFailure = lastFailure(stream, metrics);
    }

    private static AtomicLong lastFailure(String stream, MeterRegistry metrics) {
        AtomicLong time = new AtomicLong();
        TimeGauge.builder("countersign.stream.last.failure", time, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("When a batch could not be carried last, since 1970; 0 for never")
                .tag("stream", stream)
                .strongReference(true)
                .register(metrics);
        return time;
    }

    /** Carries so many events; what fails is counted, told in one line, and thrown on. */
    public void measure(int events, Runnable carry) {
        try {
            carry.run();
        } catch (RuntimeException e) {
            failures.increment();
            lastFailure.set(clock.wallTime());
            LOG.warn("{} could not carry {} events and will try again: {}", stream, events, e.getMessage());
            throw e;
        }
        carried.increment(events);
    }
}
