package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.mlflow.InputMessages.DatasetSummary;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.tracking.DatasetQueries;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/runs} and {@code /mlflow/experiments}: the datasets and models that runs use and make. */
@MlflowRoutes
@Requires(Operation.LOG_RUN)
final class InputRoutes {

    private static final int MAX_EXPERIMENTS = 20;
    private static final int MAX_SUMMARIES = 1000;

    private final Sender sender;
    private final Inputs inputs;
    private final DatasetQueries datasets;

    InputRoutes(Sender sender, Inputs inputs, DatasetQueries datasets) {
        this.sender = sender;
        this.inputs = inputs;
        this.datasets = datasets;
    }

    @PostMapping("/runs/log-inputs")
    Empty logInputs(@Wire InputMessages.LogInputs request) {
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        sender.send(inputs.inputs(run, request, sender.subject()));
        return Empty.INSTANCE;
    }

    @PostMapping("/runs/outputs")
    Empty logOutputs(@Wire InputMessages.LogOutputs request) {
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        sender.send(Inputs.outputs(run, request.models()));
        return Empty.INSTANCE;
    }

    @PostMapping("/runs/log-model")
    Empty logModel(@Wire InputMessages.LogModel request) {
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        sender.send(new RunCommand.RecordModel(run, ModelEntries.entry(request.modelJson())));
        return Empty.INSTANCE;
    }

    @PostMapping("/experiments/search-datasets")
    @Requires(Operation.READ_TRACKING)
    InputMessages.FoundDatasets searchDatasets(@Wire InputMessages.SearchDatasets request) {
        List<String> experiments = Batches.orEmpty(request.experimentIds());
        if (experiments.isEmpty()) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID, "SearchDatasets request must specify at least one experiment_id.");
        }
        if (experiments.size() > MAX_EXPERIMENTS) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "SearchDatasets request cannot specify more than %d experiment_ids. Received %d experiment_ids.",
                    MAX_EXPERIMENTS,
                    experiments.size());
        }
        return new InputMessages.FoundDatasets(datasets.inExperiments(experiments, MAX_SUMMARIES).stream()
                .map(DatasetSummary::of)
                .toList());
    }
}
