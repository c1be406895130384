package io.countersign.registeredmodel;

import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;

import io.countersign.identity.Actor;
import io.countersign.tag.Tag;
import java.util.ArrayList;
import java.util.List;

/** The model of the tests, and what may have happened to it before. */
public final class Churn {

    public static final ModelId CHURN = new ModelId("c4a70000000000000000000000000001");

    static final RegisteredModelEvent CREATED =
            new RegisteredModelEvent.Created(CHURN, "churn", "Who will leave?", List.of(Tag.of("team", "risk")));

    private Churn() {}

    /** The model with that many versions, none of them in a stage, and what happened then. */
    static List<RegisteredModelEvent> withVersions(int count, RegisteredModelEvent... then) {
        List<RegisteredModelEvent> history = new ArrayList<>(List.of(CREATED));
        for (int version = 1; version <= count; version++) {
            history.add(versionCreated(version));
        }
        history.addAll(List.of(then));
        return history;
    }

    static RegisteredModelEvent versionCreated(int version) {
        return new RegisteredModelEvent.VersionCreated(
                CHURN, version, "runs:/r/model", "mlflow-artifacts:/1/r/model", null, null, null, null, List.of());
    }

    static RegisteredModelEvent versionDeleted(int version, Stage stage, String... aliases) {
        return new RegisteredModelEvent.VersionDeleted(CHURN, version, stage, List.of(aliases));
    }

    static RegisteredModelEvent aVersionInStaging(int version) {
        return inStage(version, Stage.STAGING);
    }

    static RegisteredModelEvent aVersionInProduction(int version) {
        return inStage(version, Stage.PRODUCTION);
    }

    private static RegisteredModelEvent inStage(int version, Stage stage) {
        return new RegisteredModelEvent.TransitionApproved(
                CHURN,
                List.of(new RequestId("earlier-" + version)),
                version,
                Stage.NONE,
                stage,
                BOB_THE_REVIEWER.subject(),
                null,
                List.of(),
                List.of(Facts.FOUR_EYES),
                null);
    }

    /** Ann asks for a version to move from None. */
    static RegisteredModelEvent requestedByAnn(String request, int version, Stage to) {
        return requested(request, version, to, ANN_THE_CONTRIBUTOR);
    }

    static RegisteredModelEvent requested(String request, int version, Stage to, Actor by) {
        return new RegisteredModelEvent.TransitionRequested(
                CHURN, new RequestId(request), version, Stage.NONE, to, by.subject(), null, List.of(Facts.FOUR_EYES));
    }

    static RegisteredModelEvent cancelled(String request, int version, Stage to, Actor by) {
        return new RegisteredModelEvent.TransitionRequestCancelled(
                CHURN, new RequestId(request), version, to, by.subject(), null);
    }
}
