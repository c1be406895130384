package io.countersign.jenkins;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.egress.Call;
import io.countersign.egress.Egress;
import io.countersign.egress.Outcome;
import io.countersign.webhook.JenkinsJob;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has a server build a job for an event. Thread-safe. */
public final class JobTrigger {

    /** For all that is asked of the server, crumb included. */
    static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int FORBIDDEN = 403;
    private static final int REMEMBERED = 1_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Egress egress;
    private final Cache<JenkinsServer, Crumb> crumbs =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(KEPT).build();

    public JobTrigger(Egress egress) {
        this.egress = egress;
    }

    /**
     * Never fails: what goes wrong is the outcome.
     *
     * <p>A crumb is fetched when the server refuses a form without one, or with an old one: whoever has an API token needs
     * none, and many servers have no issuer.
     *
     * @param event a CloudEvent in structured JSON
     */
    public Outcome start(JenkinsServer server, JenkinsJob job, byte[] event) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        byte[] form = BuildForm.of(job, Members.of(event), server.token());
        URI address = server.at(BuildForm.address(job));
        Outcome outcome = post(server, address, form, crumbs.getIfPresent(server), end);
        if (isForbidden(outcome)) {
            crumbs.invalidate(server);
            outcome = Crumb.in(get(server, Crumb.ADDRESS, end))
                    .map(crumb -> withFresh(crumb, server, address, form, end))
                    .orElse(outcome);
        }
        return Verdict.on(outcome, server, address, job);
    }

    /** Whether the job is there and may be seen, without building it. Never fails. */
    public Outcome look(JenkinsServer server, JenkinsJob job) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        return get(server, JobPath.address(job.path()) + "/api/json?tree=name,buildable", end);
    }

    private Outcome withFresh(Crumb crumb, JenkinsServer server, URI address, byte[] form, long end) {
        Outcome outcome = post(server, address, form, crumb, end);
        if (!isForbidden(outcome)) {
            crumbs.put(server, crumb);
        }
        return outcome;
    }

    private Outcome post(JenkinsServer server, URI address, byte[] form, @Nullable Crumb crumb, long end) {
        Map<String, String> headers = new LinkedHashMap<>(server.headers());
        headers.put("Content-Type", BuildForm.CONTENT_TYPE);
        Optional.ofNullable(crumb).ifPresent(known -> headers.putAll(known.headers()));
        return send("POST", address, headers, form, end);
    }

    private Outcome get(JenkinsServer server, String path, long end) {
        return send("GET", server.at(path), server.headers(), new byte[0], end);
    }

    private Outcome send(String method, URI address, Map<String, String> headers, byte[] body, long end) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return left.isPositive()
                ? egress.send(new Call(method, address, headers, body, left))
                : Outcome.failed("The server took too long.", TIMEOUT);
    }

    private static boolean isForbidden(Outcome outcome) {
        return outcome.status() != null && outcome.status() == FORBIDDEN;
    }
}
