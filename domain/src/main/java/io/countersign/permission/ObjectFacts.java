package io.countersign.permission;

import io.countersign.experiment.ExperimentId;
import io.countersign.identity.SubjectId;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.run.RunId;
import java.util.List;
import java.util.Optional;

/** What the guard asks about objects before it lets somebody at them for what they hold there. */
public interface ObjectFacts {

    /** Of a server on which nobody holds anything. */
    ObjectFacts NONE = new NoFacts();

    /** On the object and on its root, to the person and to the groups that they are in now. */
    List<HeldLevel> held(SecuredObject object, SubjectId person);

    /** Whether the person holds at least this level on any object of the kind, or on its root. */
    boolean holdsSomewhere(ObjectType type, PermissionLevel least, SubjectId person);

    /** On the object itself. */
    List<Grant> direct(SecuredObject object);

    /** Empty when there is no such run; and so with the others. */
    Optional<ExperimentId> experimentOf(RunId run);

    Optional<ExperimentId> experimentOf(LoggedModelId model);

    Optional<Stage> stageOf(ModelId model, int version);
}
