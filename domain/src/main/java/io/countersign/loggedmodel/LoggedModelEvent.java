package io.countersign.loggedmodel;

import io.countersign.event.DomainEvent;
import io.countersign.experiment.ExperimentId;
import io.countersign.run.Param;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a logged model. Its metrics are logged by runs, and are part of their story. */
public sealed interface LoggedModelEvent extends DomainEvent {

    LoggedModelId model();

    /**
     * @param type the client's word for what kind of model it is, for example {@code Agent}; null when it did not say
     * @param sourceRun that made it, or null
     */
    record Created(
            LoggedModelId model,
            ExperimentId experiment,
            String name,
            @Nullable String type,
            @Nullable RunId sourceRun,
            String artifactUri,
            List<Param> params,
            List<Tag> tags)
            implements LoggedModelEvent {
        public Created {
            params = List.copyOf(params);
            tags = List.copyOf(tags);
        }
    }

    /** The client is done with its files, for better or worse. */
    record Finalized(LoggedModelId model, LoggedModelStatus status) implements LoggedModelEvent {}

    /** Params that were logged before with the same value are left out. */
    record ParamsLogged(LoggedModelId model, List<Param> params) implements LoggedModelEvent {
        public ParamsLogged {
            params = List.copyOf(params);
        }
    }

    record TagsSet(LoggedModelId model, List<Tag> tags) implements LoggedModelEvent {
        public TagsSet {
            tags = List.copyOf(tags);
        }
    }

    record TagDeleted(LoggedModelId model, String key) implements LoggedModelEvent {}

    record Deleted(LoggedModelId model) implements LoggedModelEvent {}

    /**
     * A file was stored, or replaced.
     *
     * @param path relative to the model's artifact root
     * @param sha256 of its bytes, in hexadecimal
     * @param size in bytes
     */
    record ArtifactStored(LoggedModelId model, String path, String sha256, long size) implements LoggedModelEvent {}

    /** The file at this path, or every file below it, is no longer listed. */
    record ArtifactDeleted(LoggedModelId model, String path) implements LoggedModelEvent {}
}
