package io.countersign.run;

import io.countersign.event.DomainEvent;
import io.countersign.experiment.ExperimentId;
import io.countersign.imported.ImportedFrom;
import io.countersign.privacy.SealedText;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a run. */
public sealed interface RunEvent extends DomainEvent {

    RunId run();

    /**
     * @param user who ran it, in the client's words; null when it did not say
     * @param startedAt milliseconds since the epoch, as the client reported it; null when it did not say
     */
    record Started(
            RunId run,
            ExperimentId experiment,
            String name,
            @Nullable SealedText user,
            @Nullable Long startedAt,
            String artifactUri,
            List<Tag> tags)
            implements RunEvent {
        public Started {
            tags = List.copyOf(tags);
        }
    }

    /** Metrics, params and tags that arrived together. Params that were logged before with the same value are left out. */
    record BatchLogged(RunId run, List<Metric> metrics, List<Param> params, List<Tag> tags) implements RunEvent {
        public BatchLogged {
            metrics = List.copyOf(metrics);
            params = List.copyOf(params);
            tags = List.copyOf(tags);
        }
    }

    record TagDeleted(RunId run, String key) implements RunEvent {}

    /** @param endedAt milliseconds since the epoch, as the client reported it; null leaves the end as it was */
    record StatusChanged(
            RunId run, RunStatus status, @Nullable Long endedAt) implements RunEvent {}

    record Renamed(RunId run, String name) implements RunEvent {}

    /** @param experimentRestorations how often its experiment had been restored: a later restoration undoes this */
    record Deleted(RunId run, int experimentRestorations) implements RunEvent {}

    record Restored(RunId run) implements RunEvent {}

    /**
     * A file was stored, or replaced.
     *
     * @param path relative to the run's artifact root
     * @param sha256 of its bytes, in hexadecimal
     * @param size in bytes
     */
    record ArtifactStored(RunId run, String path, String sha256, long size) implements RunEvent {}

    /** The file at this path, or every file below it, is no longer listed. */
    record ArtifactDeleted(RunId run, String path) implements RunEvent {}

    /** Datasets and models that the run had not been known to use. */
    record InputsLogged(RunId run, List<DatasetInput> datasets, List<String> models) implements RunEvent {
        public InputsLogged {
            datasets = List.copyOf(datasets);
            models = List.copyOf(models);
        }
    }

    /** Models that the run made; one that was logged before is now said to be of another step. */
    record OutputsLogged(RunId run, List<ModelOutput> models) implements RunEvent {
        public OutputsLogged {
            models = List.copyOf(models);
        }
    }

    /**
     * A run of another server is here from now on. Its times are milliseconds since the epoch, as that server tells
     * them; null when it does not.
     *
     * @param user who ran it, in that server's words
     * @param deletedAt its experiment's restorations here when it was deleted there; null when it was active
     * @param originalLocation where its artifacts were there
     */
    record Imported(
            RunId run,
            ExperimentId experiment,
            String name,
            @Nullable SealedText user,
            RunStatus status,
            @Nullable Long startedAt,
            @Nullable Long endedAt,
            @Nullable Integer deletedAt,
            String artifactUri,
            List<Param> params,
            List<Tag> tags,
            ImportedFrom from,
            @Nullable String originalLocation)
            implements RunEvent {
        public Imported {
            params = List.copyOf(params);
            tags = List.copyOf(tags);
        }
    }

    /** More of an imported run: of its metrics, params and tags, what was not here before. */
    record DataImported(RunId run, List<Metric> metrics, List<Param> params, List<Tag> tags) implements RunEvent {
        public DataImported {
            metrics = List.copyOf(metrics);
            params = List.copyOf(params);
            tags = List.copyOf(tags);
        }
    }
}
