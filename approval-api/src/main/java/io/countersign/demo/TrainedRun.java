package io.countersign.demo;

import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;

/** What the server says about a run. */
record TrainedRun(String id, String degree, double trainingError, double validationError) {

    static TrainedRun of(Run run) {
        return new TrainedRun(
                run.getInfo().getRunId(),
                param(run, "degree"),
                metric(run, Training.TRAINING_ERROR),
                metric(run, Training.VALIDATION_ERROR));
    }

    private static String param(Run run, String key) {
        return run.getData().getParamsList().stream()
                .filter(param -> param.getKey().equals(key))
                .map(Param::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static double metric(Run run, String key) {
        return run.getData().getMetricsList().stream()
                .filter(metric -> metric.getKey().equals(key))
                .mapToDouble(Metric::getValue)
                .findFirst()
                .orElseThrow();
    }
}
