package io.countersign.history;

import io.countersign.Uuid7;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentId;
import io.countersign.identity.Person;
import io.countersign.imported.ImportedFrom;
import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.loggedmodel.LoggedModelStatus;
import io.countersign.run.DatasetInput;
import io.countersign.run.Metric;
import io.countersign.run.ModelOutput;
import io.countersign.run.Param;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.run.RunStatus;
import io.countersign.tag.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What data scientists do to experiments and runs. */
final class TrackingHistory {

    private static final List<Double> VALUES =
            List.of(0.1, -0.0, 1e-300, Double.NaN, Double.MAX_VALUE, -Double.MAX_VALUE, 42.0);

    private final Chance chance;
    private final Person ann = Person.contributor();
    private final Person ada = Person.admin();
    private final List<ExperimentId> experiments = new ArrayList<>();
    private final List<RunId> runs = new ArrayList<>();
    private final List<LoggedModelId> models = new ArrayList<>();
    private final Map<RunId, Long> imported = new LinkedHashMap<>(); // with how many points

    TrackingHistory(Chance chance) {
        this.chance = chance;
        createExperiment();
        startRun();
        logModel();
        importRun();
    }

    List<Runnable> actions() {
        return List.of(
                this::createExperiment,
                () -> send(new ExperimentCommand.Rename(experiment(), "renamed " + Uuid7.hex())),
                () -> send(new ExperimentCommand.SetTag(experiment(), chance.tag(ann))),
                () -> send(new ExperimentCommand.DeleteTag(experiment(), chance.key())),
                this::deleteExperiment,
                () -> send(new ExperimentCommand.Restore(experiment())),
                this::startRun,
                this::startRun,
                this::logModel,
                () -> send(new LoggedModelCommand.Finalize(model(), chance.of(List.of(LoggedModelStatus.values())))),
                () -> send(new LoggedModelCommand.LogParams(model(), List.of(new Param(chance.key(), chance.word())))),
                () -> send(new LoggedModelCommand.SetTags(model(), chance.tags(ann))),
                this::tagAndUntagModel,
                () -> send(new LoggedModelCommand.StoreArtifact(model(), path(), chance.word(), chance.upTo(9))),
                () -> send(new LoggedModelCommand.DeleteArtifact(model(), path())),
                () -> send(new LoggedModelCommand.Delete(model())),
                this::logBatch,
                this::logBatch,
                this::logBatch,
                () -> send(new RunCommand.DeleteTag(run(), chance.key())),
                () -> send(new RunCommand.Update(run(), status(), chance.oneIn(2) ? 5_000L : null, null)),
                () -> send(new RunCommand.Update(run(), null, null, chance.word())),
                () -> send(new RunCommand.Delete(run())),
                () -> send(new RunCommand.Restore(run())),
                this::deleteAndRestore,
                () -> send(new RunCommand.StoreArtifact(run(), path(), "%064x".formatted(chance.upTo(99)), 10L)),
                () -> send(new RunCommand.DeleteArtifact(run(), chance.oneIn(2) ? path() : "model")),
                () -> send(new RunCommand.LogInputs(run(), List.of(dataset(), dataset()), List.of(modelId()))),
                () -> send(new RunCommand.LogOutputs(run(), List.of(new ModelOutput(modelId(), chance.upTo(3))))),
                () -> send(new RunCommand.RecordModel(run(), "{\"artifact_path\": \"model\"}")),
                this::setProvenance,
                () -> send(new RunCommand.DeleteTag(run(), provenanceKey())),
                this::importExperiment,
                this::importRun,
                this::importData);
    }

    /** Of two wishes for the same tag, drawn apart, hardly any would meet on a model that still lives. */
    private void tagAndUntagModel() {
        LoggedModelId model = model();
        String key = chance.key();
        send(new LoggedModelCommand.SetTags(model, List.of(Tag.of(key, chance.word()))));
        send(new LoggedModelCommand.DeleteTag(model, key));
    }

    private void createExperiment() {
        ExperimentId id = chance.server().part(ExperimentDirectory.class).nextId();
        send(new ExperimentCommand.Create(id, "experiment " + id, "mlflow-artifacts:/" + id, chance.tags(ann)));
        experiments.add(id);
    }

    /** Not the one that every client expects to find. */
    private void deleteExperiment() {
        ExperimentId experiment = experiment();
        if (!experiment.equals(ExperimentId.DEFAULT)) {
            send(new ExperimentCommand.Delete(experiment));
        }
    }

    private void startRun() {
        RunId run = new RunId(Uuid7.hex());
        Long startedAt = chance.oneIn(2) ? 1_000L : null;
        send(new RunCommand.Start(
                run, experiment(), chance.word(), chance.textOrNone(ann), startedAt, "s3://runs", chance.tags(ann)));
        runs.add(run);
    }

    private void deleteAndRestore() {
        RunId run = run();
        send(new RunCommand.Delete(run));
        send(new RunCommand.Restore(run));
    }

    private void logBatch() {
        RunId run = run();
        List<Metric> metrics =
                IntStream.range(0, chance.upTo(4)).mapToObj(i -> metric()).toList();
        List<Param> params = chance.oneIn(2) ? List.of(new Param("param " + Uuid7.hex(), chance.word())) : List.of();
        send(new RunCommand.LogBatch(run, metrics, params, chance.tags(ann)));
    }

    private void importExperiment() {
        ExperimentId id = chance.oneIn(4)
                ? ExperimentId.DEFAULT
                : chance.server().part(ExperimentDirectory.class).nextId();
        String name = id.equals(ExperimentId.DEFAULT) ? "Default" : "imported " + id;
        ImportedFrom from = new ImportedFrom("http://old" + chance.upTo(2), "there " + id);
        chance.server()
                .send(
                        ada,
                        new ExperimentCommand.Import(
                                id,
                                name,
                                "mlflow-artifacts:/" + id,
                                chance.tags(ann),
                                chance.oneIn(4) && !id.equals(ExperimentId.DEFAULT),
                                1,
                                2,
                                from,
                                "s3://old"));
        experiments.add(id);
    }

    private void importRun() {
        RunId run = new RunId(Uuid7.hex());
        chance.server()
                .send(
                        ada,
                        new RunCommand.Import(
                                run,
                                experiment(),
                                chance.word(),
                                chance.textOrNone(ann),
                                status(),
                                1_000L,
                                null,
                                chance.oneIn(3),
                                "mlflow-artifacts:/runs",
                                List.of(new Param("imported", chance.word())),
                                chance.tags(ann),
                                new ImportedFrom("http://old", run.value()),
                                null));
        imported.put(run, 0L);
        runs.add(run);
        importData();
    }

    private void importData() {
        RunId run = chance.of(List.copyOf(imported.keySet()));
        List<Metric> metrics =
                IntStream.range(0, chance.upTo(4)).mapToObj(i -> metric()).toList();
        ImportedFrom from = new ImportedFrom("http://old", run.value());
        chance.server()
                .send(
                        ada,
                        new RunCommand.ImportData(
                                run, from, imported.getOrDefault(run, 0L), metrics, List.of(), chance.tags(ann)));
        imported.merge(run, (long) metrics.size(), Long::sum);
        chance.server()
                .send(ada, new RunCommand.ImportArtifact(run, from, path(), "%064x".formatted(chance.upTo(99)), 10L));
    }

    private Metric metric() {
        Metric.Origin origin = chance.oneIn(3)
                ? new Metric.Origin(chance.oneIn(2) ? model().value() : null, chance.word(), null)
                : null;
        return new Metric(chance.key(), chance.of(VALUES), chance.upTo(3), chance.upTo(3), origin);
    }

    private DatasetInput dataset() {
        String profile = chance.oneIn(2) ? "{\"num_rows\": 10}" : null;
        return new DatasetInput(
                "data" + chance.upTo(3), "d" + chance.upTo(2), "local", "a.csv", null, profile, chance.tags(ann));
    }

    private String modelId() {
        return "m-" + chance.upTo(4);
    }

    private void setProvenance() {
        Tag tag = Tag.of(provenanceKey(), chance.word());
        send(new RunCommand.LogBatch(run(), List.of(), List.of(), List.of(tag)));
    }

    private String provenanceKey() {
        return chance.of(List.of("mlflow.source.git.commit", "mlflow.databricks.gitRepoCommit", "mlflow.source.name"));
    }

    private void logModel() {
        LoggedModelId model = new LoggedModelId(LoggedModelId.PREFIX + Uuid7.hex());
        send(new LoggedModelCommand.Create(
                model,
                experiment(),
                chance.word(),
                chance.wordOrNone(),
                chance.oneIn(2) ? run() : null,
                "s3://models",
                List.of(new Param(chance.key(), chance.word())),
                chance.tags(ann)));
        models.add(model);
    }

    private LoggedModelId model() {
        return chance.of(models);
    }

    private String path() {
        return chance.oneIn(2) ? "model/" + chance.key() : chance.key();
    }

    private RunStatus status() {
        return chance.of(List.of(RunStatus.values()));
    }

    private ExperimentId experiment() {
        return chance.of(experiments);
    }

    private RunId run() {
        return chance.of(runs);
    }

    private void send(io.countersign.Command command) {
        chance.server().send(ann, command);
    }
}
