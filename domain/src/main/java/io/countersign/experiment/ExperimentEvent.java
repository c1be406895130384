package io.countersign.experiment;

import io.countersign.event.DomainEvent;
import io.countersign.imported.ImportedFrom;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to an experiment. */
public sealed interface ExperimentEvent extends DomainEvent {

    ExperimentId experiment();

    record Created(ExperimentId experiment, String name, String artifactLocation, List<Tag> tags)
            implements ExperimentEvent {
        public Created {
            tags = List.copyOf(tags);
        }
    }

    record Renamed(ExperimentId experiment, String from, String to) implements ExperimentEvent {}

    record TagSet(ExperimentId experiment, Tag tag) implements ExperimentEvent {}

    record TagDeleted(ExperimentId experiment, String key) implements ExperimentEvent {}

    /** The experiment and all its runs count as deleted from now on. */
    record Deleted(ExperimentId experiment) implements ExperimentEvent {}

    /**
     * The experiment and every run in it are active again.
     *
     * @param restorations how often it has now been restored: a run deleted before this is no longer deleted
     */
    record Restored(ExperimentId experiment, int restorations) implements ExperimentEvent {}

    /**
     * An experiment of another server is here from now on. On the default experiment, which every server has, it adds
     * what that server's had.
     *
     * @param deleted whether it was deleted there
     * @param createdAt milliseconds since the epoch, as that server tells it
     * @param updatedAt milliseconds since the epoch, as that server tells it
     * @param originalLocation where its artifacts were there
     */
    record Imported(
            ExperimentId experiment,
            String name,
            String artifactLocation,
            List<Tag> tags,
            boolean deleted,
            long createdAt,
            long updatedAt,
            ImportedFrom from,
            @Nullable String originalLocation)
            implements ExperimentEvent {
        public Imported {
            tags = List.copyOf(tags);
        }
    }
}
