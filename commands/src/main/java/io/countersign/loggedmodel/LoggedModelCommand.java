package io.countersign.loggedmodel;

import io.countersign.Command;
import io.countersign.experiment.ExperimentId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Param;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of a logged model. */
public sealed interface LoggedModelCommand extends Command {

    LoggedModelId model();

    @Override
    default String stream() {
        return model().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.LOGGED_MODEL_NOT_FOUND, "Logged model with ID '%s' not found.", model());
    }

    record Create(
            LoggedModelId model,
            ExperimentId experiment,
            String name,
            @Nullable String type,
            @Nullable RunId sourceRun,
            String artifactUri,
            List<Param> params,
            List<Tag> tags)
            implements LoggedModelCommand {}

    record Finalize(LoggedModelId model, LoggedModelStatus status) implements LoggedModelCommand {}

    record LogParams(LoggedModelId model, List<Param> params) implements LoggedModelCommand {}

    record SetTags(LoggedModelId model, List<Tag> tags) implements LoggedModelCommand {}

    record DeleteTag(LoggedModelId model, String key) implements LoggedModelCommand {}

    record Delete(LoggedModelId model) implements LoggedModelCommand {}

    /** Records a file whose bytes the artifact store already holds. */
    record StoreArtifact(LoggedModelId model, String path, String sha256, long size) implements LoggedModelCommand {}

    record DeleteArtifact(LoggedModelId model, String path) implements LoggedModelCommand {}
}
