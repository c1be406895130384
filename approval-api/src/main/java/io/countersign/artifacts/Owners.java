package io.countersign.artifacts;

import io.countersign.artifacts.ArtifactOwner.OfLoggedModel;
import io.countersign.artifacts.ArtifactOwner.OfRun;
import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.loggedmodel.LoggedModelQueries;
import io.countersign.loggedmodel.LoggedModelView;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunId;
import io.countersign.tracking.RunQueries;
import io.countersign.tracking.RunView;
import org.springframework.stereotype.Component;

/** Finds the owners of artifacts, or says that they do not exist. */
@Component
final class Owners {

    private final RunQueries runs;
    private final LoggedModelQueries models;

    Owners(RunQueries runs, LoggedModelQueries models) {
        this.runs = runs;
        this.models = models;
    }

    /** @throws Rejection when there is no such run, or no such logged model any more */
    void require(ArtifactOwner owner) {
        rootOf(owner);
    }

    /** @throws Rejection also when it takes no files any more */
    void requireWritable(ArtifactOwner owner) {
        require(owner);
        if (owner instanceof OfRun of && isDeleted(of.run())) {
            throw Rejection.of(
                    Reason.RUN_NOT_ACTIVE,
                    "The run %s must be in the 'active' state. Current state is deleted.",
                    of.run());
        }
    }

    private boolean isDeleted(RunId run) {
        return runs.byId(run.value()).stream().anyMatch(RunView::deleted);
    }

    /** The URI of its artifact root. */
    String rootOf(ArtifactOwner owner) {
        return switch (owner) {
            case OfRun run -> rootOf(run.run());
            case OfLoggedModel model -> rootOf(model.model());
        };
    }

    private String rootOf(RunId run) {
        return runs.byId(run.value())
                .orElseThrow(() -> Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", run))
                .artifactUri();
    }

    private String rootOf(LoggedModelId model) {
        return models.byId(model.value())
                .filter(found -> !found.deleted())
                .map(LoggedModelView::artifactUri)
                .orElseThrow(() -> new LoggedModelCommand.Delete(model).notFound());
    }
}
