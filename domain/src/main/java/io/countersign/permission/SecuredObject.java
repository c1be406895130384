package io.countersign.permission;

import io.countersign.experiment.ExperimentId;
import io.countersign.experiment.ExperimentLimits;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;

/**
 * What people have levels on: one registered model, one experiment, or the root from which all of a kind inherit.
 *
 * @param id of the model or the experiment; {@value #ROOT} for the root
 */
public record SecuredObject(ObjectType type, String id) {

    public static final String ROOT = "root";

    public static SecuredObject of(ModelId model) {
        return new SecuredObject(ObjectType.REGISTERED_MODEL, model.value());
    }

    public static SecuredObject of(ExperimentId experiment) {
        return new SecuredObject(ObjectType.EXPERIMENT, experiment.value());
    }

    /** What it inherits from; the root is its own. */
    public SecuredObject root() {
        return new SecuredObject(type, ROOT);
    }

    public boolean inherits() {
        return !id.equals(ROOT);
    }

    /** The name of the stream that holds its permissions. */
    public String stream() {
        return "permissions" + path();
    }

    /** As Databricks' answers name it, for example {@code /registered-models/root}. */
    public String path() {
        return "/" + type.path() + "/" + id;
    }

    public Rejection notFound() {
        return switch (type) {
            case REGISTERED_MODEL -> Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with id=%s not found", id);
            case EXPERIMENT -> ExperimentLimits.unknown(id);
        };
    }
}
