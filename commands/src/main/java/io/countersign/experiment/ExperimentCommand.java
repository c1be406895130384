package io.countersign.experiment;

import io.countersign.Command;
import io.countersign.imported.ImportedFrom;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of an experiment. */
public sealed interface ExperimentCommand extends Command {

    ExperimentId experiment();

    @Override
    default String stream() {
        return experiment().stream();
    }

    @Override
    default Rejection notFound() {
        return ExperimentLimits.unknown(experiment().value());
    }

    record Create(ExperimentId experiment, String name, String artifactLocation, List<Tag> tags)
            implements ExperimentCommand {}

    record Rename(ExperimentId experiment, String name) implements ExperimentCommand {}

    record SetTag(ExperimentId experiment, Tag tag) implements ExperimentCommand {}

    record DeleteTag(ExperimentId experiment, String key) implements ExperimentCommand {}

    record Delete(ExperimentId experiment) implements ExperimentCommand {}

    record Restore(ExperimentId experiment) implements ExperimentCommand {}

    /**
     * Brings an experiment of another server here. Answered with whether it is new; what came from there before stays as
     * it is.
     *
     * @param createdAt milliseconds since the epoch, as that server tells it
     * @param updatedAt milliseconds since the epoch, as that server tells it
     */
    record Import(
            ExperimentId experiment,
            String name,
            String artifactLocation,
            List<Tag> tags,
            boolean deleted,
            long createdAt,
            long updatedAt,
            ImportedFrom from,
            @Nullable String originalLocation)
            implements ExperimentCommand {}
}
