package io.countersign.registry;

import io.countersign.access.OpenToEveryone;
import io.countersign.mlflow.Empty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where Databricks' SDKs ask how to sign in, before they do. Without an answer they warn of it each time. */
@RestController
final class HostMetadata {

    @OpenToEveryone(because = "it is asked before anybody signs in, and has nothing to tell")
    @GetMapping("/.well-known/databricks-config")
    Empty nothingToTell() {
        return Empty.INSTANCE;
    }
}
