package io.countersign.assembly;

import io.countersign.Uuid7;
import io.countersign.experiment.ExperimentId;
import io.countersign.identity.Person;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.run.Metric;
import io.countersign.run.Param;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.Objects;

/** What a data scientist does all day. */
public record Workshop(InProcessServer server, Person person) {

    public static Workshop on(InProcessServer server) {
        return new Workshop(server, Person.contributor());
    }

    public RunId aRun() {
        RunId run = new RunId(Uuid7.hex());
        server.send(person, start(run));
        return run;
    }

    public static RunCommand.Start start(RunId run) {
        return new RunCommand.Start(run, ExperimentId.DEFAULT, "a run", null, 1L, "mlflow-artifacts:/0", List.of());
    }

    public void logMetric(RunId run, String key, double value, long step) {
        server.send(
                person,
                new RunCommand.LogBatch(run, List.of(Metric.of(key, value, 1_000, step)), List.of(), List.of()));
    }

    public void logParam(RunId run, String key, String value) {
        server.send(person, new RunCommand.LogBatch(run, List.of(), List.of(new Param(key, value)), List.of()));
    }

    public void tag(RunId run, String key, String value) {
        server.send(person, new RunCommand.LogBatch(run, List.of(), List.of(), List.of(Tag.of(key, value))));
    }

    public void delete(RunId run) {
        server.send(person, new RunCommand.Delete(run));
    }

    public void restore(RunId run) {
        server.send(person, new RunCommand.Restore(run));
    }

    public ModelId aModel() {
        ModelId model = new ModelId(Uuid7.hex());
        server.send(
                person,
                new RegisteredModelCommand.Create(
                        model, "model " + model, null, List.of(), person.actor(), server.noFacts(person)));
        return model;
    }

    public VersionId aVersionOf(ModelId model) {
        Integer number = server.send(
                person,
                new RegisteredModelCommand.CreateVersion(
                        model,
                        "runs:/0/model",
                        "mlflow-artifacts:/0/model",
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        person.actor(),
                        server.noFacts(person)));
        return new VersionId(model, Objects.requireNonNull(number));
    }

    public VersionId aVersion() {
        return aVersionOf(aModel());
    }
}
