package io.countersign.registeredmodel;

import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.SOMEBODY_ALONE;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.CREATED;
import static io.countersign.registeredmodel.Churn.aVersionInProduction;
import static io.countersign.registeredmodel.Churn.aVersionInStaging;
import static io.countersign.registeredmodel.Churn.requestedByAnn;
import static io.countersign.registeredmodel.Churn.versionDeleted;
import static io.countersign.registeredmodel.Churn.withVersions;
import static io.countersign.registeredmodel.Facts.UNDER_FOUR_EYES;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rejection.Reason;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegisteredModelTest {

    private static final RegisteredModelEvent DELETED = new RegisteredModelEvent.Deleted(CHURN, "churn");

    private final ModelFixture model = new ModelFixture();

    @BeforeEach
    void churnAndFraudHaveTheirNames() {
        model.names.reserve("churn", CHURN);
        model.names.reserve("fraud", new ModelId("f7a0"));
    }

    @Nested
    class Naming {

        @Test
        void aModelIsRegisteredUnderANameOfItsOwn() {
            model.names.release("churn", CHURN);
            model.given(List.of())
                    .when(new RegisteredModelCommand.Create(
                            CHURN,
                            "churn",
                            "Who will leave?",
                            List.of(Tag.of("team", "risk")),
                            ANN_THE_CONTRIBUTOR,
                            UNDER_FOUR_EYES))
                    .then(CREATED);
            assertThat(model.names.holderOf("churn")).contains(CHURN);
        }

        @Test
        void aDescriptionIsNotAsked() {
            model.given(List.of())
                    .when(new RegisteredModelCommand.Create(
                            CHURN, "churn", null, List.of(), ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.Created(CHURN, "churn", null, List.of()));
        }

        @Test
        void aNameIsGivenOnce() {
            model.given(List.of())
                    .when(new RegisteredModelCommand.Create(
                            CHURN, "fraud", null, List.of(), ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenRefused(Reason.MODEL_EXISTS, "Registered Model (name=fraud) already exists.");
        }

        @Test
        void aModelIsRenamedAndItsOldNameIsFree() {
            model.given(withVersions(0))
                    .when(new RegisteredModelCommand.Rename(CHURN, "attrition", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.Renamed(CHURN, "churn", "attrition"));
            assertThat(model.names.holderOf("attrition")).contains(CHURN);
            assertThat(model.names.holderOf("churn")).isEmpty();
        }

        @Test
        void aSecondRenamingStartsFromTheFirst() {
            model.given(withVersions(0, new RegisteredModelEvent.Renamed(CHURN, "churn", "attrition")))
                    .when(new RegisteredModelCommand.Rename(CHURN, "churn", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.Renamed(CHURN, "attrition", "churn"));
        }

        @Test
        void theSameNameAgainChangesNothing() {
            model.given(withVersions(0))
                    .when(new RegisteredModelCommand.Rename(CHURN, "churn", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenNothing();
        }

        @Test
        void theNameOfAnotherIsRefusedAndTheOwnKept() {
            model.given(withVersions(0))
                    .when(new RegisteredModelCommand.Rename(CHURN, "fraud", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenRefused(Reason.MODEL_EXISTS, "Registered Model (name=fraud) already exists.");
            assertThat(model.names.holderOf("churn")).contains(CHURN);
        }
    }

    @Nested
    class Describing {

        @Test
        void theDescriptionChanges() {
            model.given(withVersions(0))
                    .when(new RegisteredModelCommand.ChangeDescription(CHURN, "Who stays?"))
                    .then(new RegisteredModelEvent.DescriptionChanged(CHURN, "Who stays?"));
        }

        @Test
        void aTagIsSet() {
            model.given(withVersions(0))
                    .when(new RegisteredModelCommand.SetTag(
                            CHURN, Tag.of("tier", "1"), ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.TagSet(CHURN, Tag.of("tier", "1")));
        }

        @Test
        void aTagFromTheRegistrationIsDeleted() {
            model.given(withVersions(0))
                    .when(new RegisteredModelCommand.DeleteTag(CHURN, "team", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.TagDeleted(CHURN, "team"));
        }

        @Test
        void deletingATagThatIsNotThereChangesNothing() {
            model.given(withVersions(0))
                    .when(new RegisteredModelCommand.DeleteTag(CHURN, "tier", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenNothing();
            model.given(withVersions(0, new RegisteredModelEvent.TagDeleted(CHURN, "team")))
                    .when(new RegisteredModelCommand.DeleteTag(CHURN, "team", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenNothing();
        }
    }

    @Nested
    class Versions {

        private final RegisteredModelCommand create = new RegisteredModelCommand.CreateVersion(
                CHURN,
                "runs:/r/model",
                "mlflow-artifacts:/1/r/model",
                new RunId("r"),
                "https://tracking/r",
                "m-1",
                "the first",
                List.of(Tag.of("git", "abc")),
                ANN_THE_CONTRIBUTOR,
                UNDER_FOUR_EYES);

        @Test
        void theFirstVersionIsNumberOne() {
            model.given(withVersions(0)).when(create).thenAnswers(1, created(1));
        }

        @Test
        void versionsAreNumberedInOrder() {
            model.given(withVersions(2)).when(create).thenAnswers(3, created(3));
        }

        @Test
        void versionNumbersAreNeverUsedAgain() {
            model.given(withVersions(2, versionDeleted(2, Stage.NONE)))
                    .when(create)
                    .thenAnswers(3, created(3));
            model.given(withVersions(2, versionDeleted(1, Stage.NONE), versionDeleted(2, Stage.NONE)))
                    .when(create)
                    .thenAnswers(3, created(3));
        }

        @Test
        void aDeletedVersionLeavesItsStageAndItsAliases() {
            model.given(withVersions(
                            2, aVersionInStaging(1), alias("champion", 1), alias("best", 1), alias("challenger", 2)))
                    .when(new RegisteredModelCommand.DeleteVersion(CHURN, 1, SOMEBODY_ALONE, UNDER_FOUR_EYES))
                    .then(versionDeleted(1, Stage.STAGING, "best", "champion"));
        }

        @Test
        void whatServesUsersIsNotDeleted() {
            model.given(withVersions(2, aVersionInStaging(1)))
                    .when(new RegisteredModelCommand.DeleteVersion(CHURN, 1, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .thenRefused(
                            Reason.VERSION_IN_SERVICE,
                            "Version 1 of churn is in Staging and cannot be deleted; move it to Archived first.");
        }

        @Test
        void aVersionIsDeletedOnce() {
            model.given(withVersions(1, versionDeleted(1, Stage.NONE)))
                    .when(new RegisteredModelCommand.DeleteVersion(CHURN, 1, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .thenRefused(Reason.VERSION_NOT_FOUND, "Model Version (name=churn, version=1) not found");
        }

        private static RegisteredModelEvent created(int version) {
            return new RegisteredModelEvent.VersionCreated(
                    CHURN,
                    version,
                    "runs:/r/model",
                    "mlflow-artifacts:/1/r/model",
                    new RunId("r"),
                    "https://tracking/r",
                    "m-1",
                    "the first",
                    List.of(Tag.of("git", "abc")));
        }
    }

    @Nested
    class Aliases {

        @Test
        void anAliasPointsToAVersion() {
            model.given(withVersions(1))
                    .when(new RegisteredModelCommand.SetAlias(
                            CHURN, "champion", 1, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.AliasSet(CHURN, "champion", 1, null));
        }

        @Test
        void anAliasMovesAndSaysFromWhere() {
            model.given(withVersions(2, alias("champion", 1)))
                    .when(new RegisteredModelCommand.SetAlias(
                            CHURN, "champion", 2, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.AliasSet(CHURN, "champion", 2, 1));
        }

        @Test
        void theSameAliasAgainChangesNothing() {
            model.given(withVersions(200, alias("champion", 200)))
                    .when(new RegisteredModelCommand.SetAlias(
                            CHURN, "champion", 200, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenNothing();
        }

        @Test
        void anAliasOfADeletedVersionIsFree() {
            model.given(withVersions(2, alias("champion", 1), versionDeleted(1, Stage.NONE, "champion")))
                    .when(new RegisteredModelCommand.SetAlias(
                            CHURN, "champion", 2, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.AliasSet(CHURN, "champion", 2, null));
        }

        @Test
        void anAliasNeverPointsToAVersionThatIsNotThere() {
            model.given(withVersions(1, versionDeleted(1, Stage.NONE)))
                    .when(new RegisteredModelCommand.SetAlias(
                            CHURN, "champion", 1, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenRefused(Reason.VERSION_NOT_FOUND);
            model.given(withVersions(1))
                    .when(new RegisteredModelCommand.SetAlias(
                            CHURN, "champion", 2, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenRefused(Reason.VERSION_NOT_FOUND);
        }

        @Test
        void anAliasIsDeletedWithTheVersionItHad() {
            model.given(withVersions(1, alias("champion", 1)))
                    .when(new RegisteredModelCommand.DeleteAlias(
                            CHURN, "champion", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.AliasDeleted(CHURN, "champion", 1));
        }

        @Test
        void deletingAnAliasThatIsNotThereChangesNothing() {
            model.given(withVersions(1))
                    .when(new RegisteredModelCommand.DeleteAlias(
                            CHURN, "champion", ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenNothing();
        }
    }

    @Nested
    class Deletion {

        @Test
        void aModelIsDeletedAndItsNameIsFree() {
            model.given(withVersions(2, requestedByAnn("r1", 2, Stage.PRODUCTION)))
                    .when(new RegisteredModelCommand.Delete(CHURN, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .then(DELETED);
            assertThat(model.names.holderOf("churn")).isEmpty();
        }

        @Test
        void aModelOfWhichAVersionServesUsersIsNotDeleted() {
            model.given(withVersions(2, aVersionInProduction(1)))
                    .when(new RegisteredModelCommand.Delete(CHURN, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .thenRefused(
                            Reason.VERSION_IN_SERVICE,
                            "Version 1 of churn is in Production and cannot be deleted; move it to Archived first.");
        }

        @Test
        void itsLastNameIsTheOneThatIsFreed() {
            model.names.release("churn", CHURN);
            model.names.reserve("attrition", CHURN);
            model.given(withVersions(0, new RegisteredModelEvent.Renamed(CHURN, "churn", "attrition")))
                    .when(new RegisteredModelCommand.Delete(CHURN, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.Deleted(CHURN, "attrition"));
            assertThat(model.names.holderOf("attrition")).isEmpty();
        }

        @Test
        void whatIsDeletedIsNotFound() {
            model.given(withVersions(1, DELETED))
                    .when(new RegisteredModelCommand.SetAlias(
                            CHURN, "champion", 1, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES))
                    .thenRefused(Reason.MODEL_NOT_FOUND, "Registered Model with id=" + CHURN + " not found");
        }

        @Test
        void whatNeverWasIsNotFound() {
            model.given(List.of())
                    .when(new RegisteredModelCommand.Delete(CHURN, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .thenRefused(Reason.MODEL_NOT_FOUND, "Registered Model with id=" + CHURN + " not found");
        }
    }

    private static RegisteredModelEvent alias(String alias, int version) {
        return new RegisteredModelEvent.AliasSet(CHURN, alias, version, null);
    }
}
