package io.countersign.run;

import io.countersign.Command;
import io.countersign.SharesTransaction;
import io.countersign.experiment.ExperimentId;
import io.countersign.imported.ImportedFrom;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of a run. */
public sealed interface RunCommand extends Command, SharesTransaction {

    RunId run();

    @Override
    default String stream() {
        return run().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", run());
    }

    /** @param startedAt milliseconds since the epoch, as the client reported it; null when it did not say */
    record Start(
            RunId run,
            ExperimentId experiment,
            String name,
            @Nullable SealedText user,
            @Nullable Long startedAt,
            String artifactUri,
            List<Tag> tags)
            implements RunCommand {}

    record LogBatch(RunId run, List<Metric> metrics, List<Param> params, List<Tag> tags) implements RunCommand {}

    record DeleteTag(RunId run, String key) implements RunCommand {}

    /** Changes what is not null. */
    record Update(
            RunId run,
            @Nullable RunStatus status,
            @Nullable Long endedAt,
            @Nullable String name) implements RunCommand {}

    /** Answered with whether it was there until now; and so with {@link Restore} the other way round. */
    record Delete(RunId run) implements RunCommand {}

    record Restore(RunId run) implements RunCommand {}

    /** Records a file whose bytes the artifact store already holds. */
    record StoreArtifact(RunId run, String path, String sha256, long size) implements RunCommand {}

    record DeleteArtifact(RunId run, String path) implements RunCommand {}

    /** @param models ids of logged models */
    record LogInputs(RunId run, List<DatasetInput> datasets, List<String> models) implements RunCommand {}

    record LogOutputs(RunId run, List<ModelOutput> models) implements RunCommand {}

    /**
     * Adds to the tag in which clients before MLflow 3 list the models of a run.
     *
     * @param entry a JSON object
     */
    record RecordModel(RunId run, String entry) implements RunCommand {}

    /**
     * Brings a run of another server here, first without its metrics and artifacts. What came from there before stays as
     * it is, but that a run which was going on then may have ended. Answered with an {@link ImportProgress}.
     *
     * @param startedAt milliseconds since the epoch, as that server tells it
     * @param endedAt milliseconds since the epoch, as that server tells it
     */
    record Import(
            RunId run,
            ExperimentId experiment,
            String name,
            @Nullable SealedText user,
            RunStatus status,
            @Nullable Long startedAt,
            @Nullable Long endedAt,
            boolean deleted,
            String artifactUri,
            List<Param> params,
            List<Tag> tags,
            ImportedFrom from,
            @Nullable String originalLocation)
            implements RunCommand {}

    /**
     * Adds to an imported run what it has not yet, whether it is deleted or not. Answered with an
     * {@link ImportProgress}.
     *
     * @param already how many points had been imported when the sender looked what is missing
     */
    record ImportData(
            RunId run, ImportedFrom from, long already, List<Metric> metrics, List<Param> params, List<Tag> tags)
            implements RunCommand {}

    /** Records a file of an imported run, deleted or not, whose bytes the artifact store already holds. */
    record ImportArtifact(RunId run, ImportedFrom from, String path, String sha256, long size) implements RunCommand {}
}
