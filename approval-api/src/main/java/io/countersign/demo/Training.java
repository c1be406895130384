package io.countersign.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;

/** Fits the polynomials and logs each as a run. */
final class Training {

    static final String TRAINING_ERROR = "train_rmse";
    static final String VALIDATION_ERROR = "validation_rmse";

    private static final String EXPERIMENT = "polynomial-demo";
    private static final String PLAYED = "demo.played";
    private static final List<Integer> SIZES = List.of(12, 15, 20, 25, Sample.EACH);

    private final Connection author;
    private final MlflowClient mlflow;
    private final String experiment;
    private final String played;

    /** @param played tells the runs of this time from those of an earlier one */
    Training(Person author, String played) {
        this.author = author.connection();
        this.mlflow = this.author.mlflow();
        this.experiment = experiment(mlflow);
        this.played = played;
    }

    private static String experiment(MlflowClient mlflow) {
        Optional<Experiment> found =
                mlflow.searchExperiments("name = '" + EXPERIMENT + "'", ViewType.ALL, 1, List.of()).getItems().stream()
                        .findFirst();
        found.filter(experiment -> experiment.getLifecycleStage().equals("deleted"))
                .ifPresent(experiment -> mlflow.restoreExperiment(experiment.getExperimentId()));
        return found.map(Experiment::getExperimentId).orElseGet(() -> mlflow.createExperiment(EXPERIMENT));
    }

    String experiment() {
        return experiment;
    }

    /** @return the polynomial fitted to all the training points */
    Polynomial log(int degree, Sample sample) {
        RunInfo run = mlflow.createRun(CreateRun.newBuilder()
                .setExperimentId(experiment)
                .setRunName("degree-" + degree)
                .setStartTime(System.currentTimeMillis())
                .build());
        mlflow.logBatch(run.getRunId(), curve(degree, sample), params(degree), tags());
        Polynomial fitted = Polynomial.fit(degree, sample.training());
        author.put(
                "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/" + run.getRunId()
                        + "/artifacts/model/coefficients.json",
                Map.of("degree", degree, "coefficients", fitted.coefficients()));
        mlflow.setTerminated(run.getRunId());
        return fitted;
    }

    /** Both errors over more and more of the training points. */
    private static List<Metric> curve(int degree, Sample sample) {
        List<Metric> curve = new ArrayList<>();
        for (int size : SIZES) {
            List<Point> seen = sample.training().subList(0, size);
            Polynomial fitted = Polynomial.fit(degree, seen);
            curve.add(metric(TRAINING_ERROR, fitted.error(seen), size));
            curve.add(metric(VALIDATION_ERROR, fitted.error(sample.validation()), size));
        }
        return curve;
    }

    private static Metric metric(String key, double value, int size) {
        return Metric.newBuilder()
                .setKey(key)
                .setValue(value)
                .setStep(size)
                .setTimestamp(System.currentTimeMillis())
                .build();
    }

    private static List<Param> params(int degree) {
        return List.of(
                param("degree", degree),
                param("method", "ordinary least squares"),
                param("seed", Sample.SEED),
                param("noise", Sample.NOISE),
                param("training_points", Sample.EACH),
                param("validation_points", Sample.EACH));
    }

    private static Param param(String key, Object value) {
        return Param.newBuilder().setKey(key).setValue(value.toString()).build();
    }

    private List<RunTag> tags() {
        return List.of(tag(PLAYED, played), tag("library", "hipparchus-stat"));
    }

    private static RunTag tag(String key, String value) {
        return RunTag.newBuilder().setKey(key).setValue(value).build();
    }

    /** The run of this time with the least of that metric. */
    TrainedRun leastBy(String metric) {
        return found("", "metrics." + metric + " ASC");
    }

    TrainedRun ofDegree(int degree) {
        return found(" and params.degree = '" + degree + "'", "start_time DESC");
    }

    private TrainedRun found(String condition, String order) {
        List<Run> runs = mlflow.searchRuns(
                        List.of(experiment),
                        "tags.`" + PLAYED + "` = '" + played + "'" + condition,
                        ViewType.ACTIVE_ONLY,
                        1,
                        List.of(order))
                .getItems();
        return TrainedRun.of(runs.getFirst());
    }
}
