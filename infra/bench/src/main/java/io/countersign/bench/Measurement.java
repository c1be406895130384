package io.countersign.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * What clients saw of one operation on one server.
 *
 * @param seconds for which they called it
 * @param clientCpu processor seconds of this process in that time
 */
record Measurement(Collection<Latencies> times, double seconds, double clientCpu) {

    static final Measurement NONE = new Measurement(List.of(), 0, 0);

    static Measurement take(Bench bench, Operation operation, int clients, double seconds) {
        Collection<Latencies> times = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        double cpu = cpuSeconds();
        long first = System.currentTimeMillis(); // so that no step is logged twice
        Clients.each(clients, client -> {
            Latencies own = new Latencies();
            for (long number = first; System.nanoTime() < end; number++) {
                long step = number;
                own.timeIfAnswered(() -> operation.call(bench, client, step));
            }
            times.add(own);
        });
        return new Measurement(times, (System.nanoTime() - start) / 1e9, cpuSeconds() - cpu);
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    Measurement plus(Measurement other) {
        return new Measurement(
                Stream.concat(times.stream(), other.times.stream()).toList(),
                seconds + other.seconds,
                clientCpu + other.clientCpu);
    }

    Latencies latencies() {
        return Latencies.of(times);
    }

    double perSecond() {
        return latencies().count() / seconds;
    }

    /** Processor seconds of the client in each second. */
    double cpuShare() {
        return clientCpu / seconds;
    }
}
