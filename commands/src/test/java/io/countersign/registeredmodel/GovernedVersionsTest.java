package io.countersign.registeredmodel;

import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Facts.UNDER_FOUR_EYES;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people add to a version depends on whether its model's own stream still has it. */
class GovernedVersionsTest {

    private static final ModelVersionCommand COMMENT = new ModelVersionCommand.AddComment(
            new VersionId(CHURN, 1), new CommentId("c1"), ANN_THE_CONTRIBUTOR, writtenBy(ANN_THE_CONTRIBUTOR));

    private final RegistryInMemory registry = new RegistryInMemory();

    @BeforeEach
    void aModelWithOneVersion() {
        registry.send(new RegisteredModelCommand.Create(
                CHURN, "churn", null, List.of(), ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES));
        registry.send(new RegisteredModelCommand.CreateVersion(
                CHURN,
                "s3://b/m",
                "s3://b/m",
                null,
                null,
                null,
                null,
                List.of(),
                ANN_THE_CONTRIBUTOR,
                UNDER_FOUR_EYES));
    }

    @Test
    void aLiveVersionTakesComments() {
        assertThat(registry.send(COMMENT)).isEmpty();
        assertThat(registry.events().getLast())
                .isEqualTo(new ModelVersionEvent.CommentAdded(
                        new VersionId(CHURN, 1),
                        new CommentId("c1"),
                        ANN_THE_CONTRIBUTOR.subject(),
                        writtenBy(ANN_THE_CONTRIBUTOR)));
    }

    @Test
    void aDeletedVersionTakesNoMore() {
        registry.send(COMMENT);
        registry.send(new RegisteredModelCommand.DeleteVersion(CHURN, 1, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES));

        assertThat(registry.send(COMMENT)).map(Rejection::reason).contains(Reason.VERSION_NOT_FOUND);
    }

    @Test
    void theVersionsOfADeletedModelTakeNoMore() {
        registry.send(COMMENT);
        registry.send(new RegisteredModelCommand.Delete(CHURN, ANN_THE_CONTRIBUTOR, UNDER_FOUR_EYES));

        assertThat(registry.send(COMMENT)).map(Rejection::reason).contains(Reason.MODEL_NOT_FOUND);
    }

    @Test
    void aVersionOfAModelThatNeverWasTakesNothing() {
        ModelVersionCommand astray =
                new ModelVersionCommand.ChangeDescription(new VersionId(new ModelId("nowhere"), 1), "Where am I?");

        assertThat(registry.send(astray)).map(Rejection::reason).contains(Reason.MODEL_NOT_FOUND);
    }
}
