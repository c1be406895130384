package io.countersign.importer;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Brings experiments. */
record ExperimentImport(MlflowReader own, Target target, Comparison comparison) {

    private static final String DEFAULT = "0";

    /** @return the experiment's id here; empty when it was refused */
    Optional<String> bring(JsonNode experiment) {
        String thing = "experiment " + Facts.text(experiment, "name");
        String id = Facts.text(experiment, "experiment_id");
        try {
            Map<String, Object> message = Target.fields(
                    experiment,
                    "name",
                    "artifact_location",
                    "lifecycle_stage",
                    "creation_time",
                    "last_update_time",
                    "tags");
            message.put("id", id);
            String here = Facts.text(target.send("experiments", message), "experiment_id");
            boolean isDefault = here.equals(DEFAULT);
            comparison.add(
                    thing,
                    Facts.ofExperiment(experiment, isDefault),
                    Facts.ofExperiment(own.experiment(here), isDefault));
            return Optional.of(here);
        } catch (HttpFailure refused) {
            comparison.left(thing + " with its runs", Import.why(refused), Facts.ofExperiment(experiment, false));
            return Optional.empty();
        }
    }
}
