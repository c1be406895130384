package io.countersign.experiment;

import io.countersign.event.DomainEvent;
import io.countersign.tag.Tag;
import java.util.List;

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
}
