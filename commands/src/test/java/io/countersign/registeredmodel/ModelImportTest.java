package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.SOMEBODY_ALONE;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.CREATED;
import static io.countersign.registeredmodel.Churn.versionCreated;
import static io.countersign.registeredmodel.Churn.versionDeleted;
import static io.countersign.registeredmodel.Facts.UNDER_FOUR_EYES;

import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.imported.ImportedFrom;
import io.countersign.policy.Change;
import io.countersign.rejection.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelImportTest {

    private static final ImportedFrom THERE = new ImportedFrom("http://old-mlflow:5000", "churn");
    private static final RegisteredModelEvent IMPORTED =
            new RegisteredModelEvent.Imported(CHURN, "churn", null, List.of(), 1, 2, THERE);

    private final ModelFixture model = new ModelFixture();

    @Test
    void aModelKeepsItsNameAndTimes() {
        model.given(List.of()).when(importModel()).thenAnswers(true, IMPORTED);
    }

    @Test
    void theSameModelAgainChangesNothing() {
        model.given(List.of(IMPORTED)).when(importModel()).thenNothing();
    }

    @Test
    void aNameThatIsTakenIsACollision() {
        model.names.reserve("churn", new ModelId("0123"));
        model.given(List.of()).when(importModel()).thenRefused(Reason.MODEL_EXISTS);
    }

    @Test
    void aVersionArrivesInItsStageBesideAnother() {
        model.given(List.of(IMPORTED, imported(1, Stage.PRODUCTION)))
                .when(importVersion(3, Stage.PRODUCTION))
                .thenAnswers(true, imported(3, Stage.PRODUCTION));
    }

    @Test
    void whatPoliciesProtectIsAskedForInTheNameOfWhoImportsIt() {
        model.given(List.of(IMPORTED))
                .when(importVersion(ADA_THE_ADMIN, 3, Stage.PRODUCTION, "production", "newest"))
                .then(
                        imported(ADA_THE_ADMIN, 3, Stage.NONE, "newest"),
                        new RegisteredModelEvent.TransitionRequested(
                                CHURN,
                                new RequestId("i1"),
                                3,
                                Stage.NONE,
                                Stage.PRODUCTION,
                                ADA_THE_ADMIN.subject(),
                                null,
                                List.of(Facts.FOUR_EYES)),
                        new GovernanceEvent.ChangeRequested(
                                CHURN,
                                new RequestId("i2"),
                                new Change.OfAlias("production", 3, null),
                                ADA_THE_ADMIN.subject(),
                                null,
                                List.of(Facts.FOUR_EYES)));
    }

    @Test
    void anAliasIsTakenFromNoOtherVersion() {
        model.given(List.of(IMPORTED, imported(1, Stage.NONE, "champion")))
                .when(importVersion(3, Stage.NONE, "champion", "newest"))
                .then(imported(3, Stage.NONE, "newest"));
    }

    @Test
    void theSameVersionAgainChangesNothingWhereverItStandsByNow() {
        model.given(List.of(IMPORTED, imported(3, Stage.PRODUCTION)))
                .when(importVersion(3, Stage.STAGING))
                .thenNothing();
    }

    @Test
    void aVersionThatWasDeletedHereDoesNotComeBack() {
        model.given(List.of(IMPORTED, imported(3, Stage.NONE), versionDeleted(3, Stage.NONE)))
                .when(importVersion(3, Stage.NONE))
                .thenNothing();
    }

    @Test
    void aNumberThatWasGivenHereIsACollision() {
        model.given(List.of(IMPORTED, imported(3, Stage.NONE), versionCreated(4)))
                .when(importVersion(4, Stage.NONE))
                .thenRefused(Reason.VERSION_EXISTS);
        model.given(List.of(IMPORTED, imported(3, Stage.NONE)))
                .when(importVersion(2, Stage.NONE))
                .thenRefused(Reason.VERSION_EXISTS);
    }

    @Test
    void aModelThatWasMadeHereTakesNoVersions() {
        model.given(List.of(CREATED)).when(importVersion(1, Stage.NONE)).thenRefused(Reason.MODEL_EXISTS);
    }

    private static RegisteredModelCommand importModel() {
        return new RegisteredModelCommand.Import(CHURN, "churn", null, List.of(), 1, 2, THERE);
    }

    private static RegisteredModelCommand importVersion(int number, Stage stage, String... aliases) {
        return importVersion(SOMEBODY_ALONE, number, stage, aliases);
    }

    private static RegisteredModelCommand importVersion(Actor actor, int number, Stage stage, String... aliases) {
        return new RegisteredModelCommand.ImportVersion(
                CHURN,
                number,
                stage,
                List.of(aliases),
                "runs:/r/model",
                "mlflow-artifacts:/1/r/model",
                null,
                null,
                null,
                null,
                List.of(),
                null,
                1,
                2,
                THERE,
                List.of(new RequestId("i1"), new RequestId("i2"), new RequestId("i3")),
                actor,
                UNDER_FOUR_EYES);
    }

    private static RegisteredModelEvent imported(int number, Stage stage, String... aliases) {
        return imported(SOMEBODY_ALONE, number, stage, aliases);
    }

    private static RegisteredModelEvent imported(Actor actor, int number, Stage stage, String... aliases) {
        return new RegisteredModelEvent.VersionImported(
                CHURN,
                number,
                stage,
                List.of(aliases),
                "runs:/r/model",
                "mlflow-artifacts:/1/r/model",
                null,
                null,
                null,
                null,
                List.of(),
                null,
                actor.subject(),
                1,
                2,
                THERE);
    }
}
