package io.countersign.health;

import io.countersign.access.OpenToEveryone;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What anybody may ask, without signing in. */
@RestController
final class HealthRoutes {

    /** The version of MLflow's contract that this server speaks; clients compare it with what they need. */
    static final String MLFLOW_VERSION = "3.6.0";

    private final Readiness readiness;

    HealthRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    @OpenToEveryone(because = "load balancers ask before anybody signs in, and learn nothing but that it runs")
    @GetMapping(path = "/health", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> health() {
        return readiness.isReady()
                ? ResponseEntity.ok("OK")
                : ResponseEntity.status(503)
                        .body("Not ready: the server is starting, or its database does not answer.");
    }

    @OpenToEveryone(because = "clients ask before they sign in")
    @GetMapping(path = "/version", produces = MediaType.TEXT_PLAIN_VALUE)
    String version() {
        return MLFLOW_VERSION;
    }
}
