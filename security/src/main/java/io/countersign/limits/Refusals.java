package io.countersign.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Counts whom limits keep out, and tells them when to come back, as each API tells its errors. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final String PROBLEMS = "/api/governance/";

    private final MeterRegistry metrics;

    /** Not every refusal is worth a line of the log: there are as many of them as somebody likes. */
    private final Cache<String, Limit> logged = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** Each is there from the start, so that the first refusal is seen as a change. */
    Refusals(MeterRegistry metrics) {
        this.metrics = metrics;
        Arrays.stream(Limit.values()).forEach(this::counter);
    }

    private Counter counter(Limit limit) {
        return Counter.builder("countersign.requests.refused")
                .description("Requests that a limit kept out")
                .tag("limit", limit.label())
                .register(metrics);
    }

    void count(Limit limit, String caller) {
        counter(limit).increment();
        if (logged.asMap().putIfAbsent(limit.label() + " " + caller, limit) == null) {
            LOG.warn("Over the limit, and refused for now: {} of {}.", limit.label(), caller);
        }
    }

    void write(Limit limit, String caller, Duration wait, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        count(limit, caller);
        boolean problem = request.getRequestURI().startsWith(PROBLEMS);
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wholeSeconds(wait)));
        response.setContentType(problem ? "application/problem+json" : "application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(problem ? problem(limit) : wireError(limit));
    }

    /** Rounded up: who comes back sooner comes in vain. */
    static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static String wireError(Limit limit) {
        return "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"%s\"}".formatted(limit.told());
    }

    private static String problem(Limit limit) {
        return "{\"type\":\"urn:countersign:problem:request-limit-exceeded\",\"title\":\"Request limit exceeded\",\"status\":429,\"detail\":\"%s\"}"
                .formatted(limit.told());
    }
}
