package io.countersign.trail;

import io.countersign.experiment.ExperimentEvent;
import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.run.DatasetInput;
import io.countersign.run.Metric;
import io.countersign.run.Param;
import io.countersign.run.RunEvent;
import io.countersign.run.RunStatus;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What changes of experiments, runs and logged models. */
final class TrackingSettings {

    private static final String STATE = "state";
    private static final String ACTIVE = "active";
    private static final String DELETED = "deleted";
    private static final int NAMED = 10;

    private TrackingSettings() {}

    static Stream<Setting> of(ExperimentEvent event) {
        String experiment = event.experiment().stream();
        return switch (event) {
            case ExperimentEvent.Created e ->
                and(
                        tags(experiment, e.tags()),
                        Setting.to(experiment, STATE, ACTIVE),
                        Setting.once(experiment, "name", e.name()),
                        Setting.once(experiment, "artifact_location", e.artifactLocation()));
            case ExperimentEvent.Renamed e -> Stream.of(Setting.from(experiment, "name", e.from(), e.to()));
            case ExperimentEvent.TagSet e -> Stream.of(Setting.of(experiment, e.tag()));
            case ExperimentEvent.TagDeleted e -> Stream.of(Setting.without(experiment, "tag." + e.key()));
            case ExperimentEvent.Deleted e -> Stream.of(Setting.to(experiment, STATE, DELETED));
            case ExperimentEvent.Restored e -> Stream.of(Setting.to(experiment, STATE, ACTIVE));
            case ExperimentEvent.Imported e ->
                and(
                        tags(experiment, e.tags()),
                        Setting.to(experiment, STATE, e.deleted() ? DELETED : ACTIVE),
                        Setting.once(experiment, "name", e.name()),
                        Setting.once(experiment, "artifact_location", e.artifactLocation()));
        };
    }

    static Stream<Setting> of(RunEvent event) {
        String run = event.run().stream();
        return switch (event) {
            case RunEvent.Started e ->
                and(
                        tags(run, e.tags()),
                        Setting.to(run, STATE, ACTIVE),
                        Setting.to(run, "name", e.name()),
                        Setting.to(run, "status", RunStatus.RUNNING),
                        Setting.once(run, "experiment", e.experiment()),
                        Setting.once(run, "user", e.user()));
            case RunEvent.BatchLogged e -> logged(run, e.metrics(), e.params(), e.tags());
            case RunEvent.TagDeleted e -> Stream.of(Setting.without(run, "tag." + e.key()));
            case RunEvent.StatusChanged e -> Stream.of(Setting.to(run, "status", e.status()));
            case RunEvent.Renamed e -> Stream.of(Setting.to(run, "name", e.name()));
            case RunEvent.Deleted e -> Stream.of(Setting.to(run, STATE, DELETED));
            case RunEvent.Restored e -> Stream.of(Setting.to(run, STATE, ACTIVE));
            case RunEvent.ArtifactStored e -> Stream.of(Setting.to(run, "artifact." + e.path(), e.sha256()));
            case RunEvent.ArtifactDeleted e -> Stream.of(Setting.without(run, "artifact." + e.path()));
            case RunEvent.InputsLogged e ->
                Stream.concat(
                        e.datasets().stream().map(dataset -> dataset(run, dataset)),
                        e.models().stream().map(model -> Setting.once(run, "input." + model, "logged")));
            case RunEvent.OutputsLogged e ->
                e.models().stream()
                        .map(model -> Setting.once(run, "output." + model.modelId(), "step " + model.step()));
            case RunEvent.Imported e ->
                and(
                        Stream.concat(params(run, e.params()), tags(run, e.tags())),
                        Setting.to(run, STATE, e.deletedAt() == null ? ACTIVE : DELETED),
                        Setting.to(run, "name", e.name()),
                        Setting.to(run, "status", e.status()),
                        Setting.once(run, "experiment", e.experiment()),
                        Setting.once(run, "user", e.user()));
            case RunEvent.DataImported e -> logged(run, e.metrics(), e.params(), e.tags());
        };
    }

    static Stream<Setting> of(LoggedModelEvent event) {
        String model = event.model().stream();
        return switch (event) {
            case LoggedModelEvent.Created e ->
                and(
                        Stream.concat(params(model, e.params()), tags(model, e.tags())),
                        Setting.to(model, STATE, ACTIVE),
                        Setting.once(model, "name", e.name()),
                        Setting.to(model, "status", "PENDING"),
                        Setting.once(model, "experiment", e.experiment()),
                        Setting.once(model, "source_run", e.sourceRun()));
            case LoggedModelEvent.Finalized e -> Stream.of(Setting.to(model, "status", e.status()));
            case LoggedModelEvent.ParamsLogged e -> params(model, e.params());
            case LoggedModelEvent.TagsSet e -> tags(model, e.tags());
            case LoggedModelEvent.TagDeleted e -> Stream.of(Setting.without(model, "tag." + e.key()));
            case LoggedModelEvent.Deleted e -> Stream.of(Setting.to(model, STATE, DELETED));
            case LoggedModelEvent.ArtifactStored e -> Stream.of(Setting.to(model, "artifact." + e.path(), e.sha256()));
            case LoggedModelEvent.ArtifactDeleted e -> Stream.of(Setting.without(model, "artifact." + e.path()));
        };
    }

    /** Points of a metric are added and never changed; the log has them all. */
    private static Stream<Setting> logged(String run, List<Metric> metrics, List<Param> params, List<Tag> tags) {
        Stream<Setting> named = Stream.concat(params(run, params), tags(run, tags));
        return metrics.isEmpty() ? named : and(named, Setting.once(run, "metrics", summary(metrics)));
    }

    private static String summary(List<Metric> metrics) {
        List<String> keys = metrics.stream().map(Metric::key).distinct().toList();
        String named = keys.stream().limit(NAMED).collect(Collectors.joining(", "));
        return metrics.size() + " points: " + (keys.size() > NAMED ? named + ", …" : named);
    }

    private static Setting dataset(String run, DatasetInput dataset) {
        return Setting.once(run, "dataset." + dataset.name(), dataset.digest());
    }

    private static Stream<Setting> params(String object, List<Param> params) {
        return params.stream().map(param -> Setting.once(object, "param." + param.key(), param.value()));
    }

    private static Stream<Setting> tags(String object, List<Tag> tags) {
        return tags.stream().map(tag -> Setting.of(object, tag));
    }

    private static Stream<Setting> and(Stream<Setting> some, Setting... first) {
        return Stream.concat(Stream.of(first).filter(setting -> setting.after() != null), some);
    }
}
