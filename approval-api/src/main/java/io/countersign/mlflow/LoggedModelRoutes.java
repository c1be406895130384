package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/logged-models}: clients look here for more files of a run; there are none as long as none is made. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class LoggedModelRoutes {

    @PostMapping("/logged-models/search")
    Empty search() {
        return Empty.INSTANCE;
    }
}
