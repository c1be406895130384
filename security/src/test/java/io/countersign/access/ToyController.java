package io.countersign.access;

import io.countersign.rejection.Rejection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** One route for each thing that the guard can decide. */
@RestController
@Requires(Operation.READ_REGISTRY)
public class ToyController {

    private final CurrentActor current;

    public ToyController(CurrentActor current) {
        this.current = current;
    }

    @GetMapping("/health")
    @OpenToEveryone(because = "it says no more than that the server is there")
    String health() {
        return "OK";
    }

    @GetMapping("/me")
    Map<String, Object> me() {
        Map<String, Object> metadata = new TreeMap<>(current.metadata());
        metadata.put("acting", current.actor().roles() + (current.actor().alone() ? " alone" : ""));
        metadata.put("name", current.signedIn().username());
        return metadata;
    }

    @GetMapping("/later")
    Callable<String> later() {
        return () -> "later";
    }

    @PostMapping("/decide")
    @Requires(Operation.DECIDE_TRANSITION)
    String decide() {
        return "decided";
    }

    @GetMapping("/actuator/metrics")
    @OpenToEveryone(because = "the test wants to see that the path is guarded")
    String metrics() {
        return "metrics";
    }

    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("broken");
    }

    @ExceptionHandler
    ResponseEntity<String> refused(Rejection rejection) {
        return ResponseEntity.status(403).body(rejection.getMessage());
    }
}
