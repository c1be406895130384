package io.countersign.egress;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls as tests make them. */
final class Calls {

    /** Longer than any call of a test takes, and shorter than anybody would wait for a test that hangs. */
    static final Duration PATIENT = Duration.ofSeconds(30);

    static final Duration IMPATIENT = Duration.ofMillis(300);

    private Calls() {}

    static Call to(URI url) {
        return to(url, PATIENT);
    }

    static Call to(URI url, Duration timeout) {
        byte[] body = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
        return new Call("POST", url, Map.of("Content-Type", "application/json"), body, timeout);
    }

    static Allowed loopback() {
        return Allowed.parse(List.of("127.0.0.0/8"));
    }
}
