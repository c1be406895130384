package io.countersign.permission;

import io.countersign.experiment.ExperimentId;
import io.countersign.identity.SubjectId;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.run.RunId;
import java.util.List;
import java.util.Optional;

/** Nobody holds anything, and nothing is known of any object. */
final class NoFacts implements ObjectFacts {

    @Override
    public List<HeldLevel> held(SecuredObject object, SubjectId person) {
        return List.of();
    }

    @Override
    public boolean holdsSomewhere(ObjectType type, PermissionLevel least, SubjectId person) {
        return false;
    }

    @Override
    public List<Grant> direct(SecuredObject object) {
        return List.of();
    }

    @Override
    public Optional<ExperimentId> experimentOf(RunId run) {
        return Optional.empty();
    }

    @Override
    public Optional<ExperimentId> experimentOf(LoggedModelId model) {
        return Optional.empty();
    }

    @Override
    public Optional<Stage> stageOf(ModelId model, int version) {
        return Optional.empty();
    }
}
