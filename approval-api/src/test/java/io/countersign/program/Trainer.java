package io.countersign.program;

import java.util.List;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;

/** Trains models, one run after another, with MLflow's client. */
final class Trainer extends Worker {

    private static final int EPOCHS = 3;

    private final MlflowClient mlflow;

    Trainer(String name, Ledger ledger, Person scientist) {
        super(name, ledger);
        mlflow = scientist.mlflowWithoutRetries();
    }

    @Override
    void work() {
        ask(mark -> mlflow.createRun(CreateRun.newBuilder()
                        .setExperimentId("0")
                        .setRunName(mark)
                        .build()))
                .map(RunInfo::getRunId)
                .ifPresent(this::train);
    }

    private void train(String run) {
        send(mark -> mlflow.logParam(run, mark, "0.1"));
        send(mark -> mlflow.setTag(run, "data", mark));
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            long step = epoch;
            send(mark -> mlflow.logMetric(run, mark, 0.5, 1_000, step));
            send(mark -> mlflow.logBatch(run, metrics(mark, step), params(mark), tags(mark)));
        }
        ask(Marks.ofTheEndOf(run), () -> {
            mlflow.setTerminated(run, RunStatus.FINISHED);
            return run;
        });
    }

    private static List<Metric> metrics(String mark, long step) {
        return List.of(metric("loss", step), metric(mark, step));
    }

    private static Metric metric(String key, long step) {
        return Metric.newBuilder()
                .setKey(key)
                .setValue(1.0 / (step + 1))
                .setTimestamp(2_000 + step)
                .setStep(step)
                .build();
    }

    private static List<Param> params(String mark) {
        return List.of(Param.newBuilder().setKey(mark).setValue("7").build());
    }

    private static List<RunTag> tags(String mark) {
        return List.of(RunTag.newBuilder().setKey("batch").setValue(mark).build());
    }
}
