package io.countersign.loggedmodel;

import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.experiment.DirectoryInMemory;
import io.countersign.experiment.ExperimentDirectory.Lifecycle;
import io.countersign.experiment.ExperimentId;
import io.countersign.rejection.Reason;
import io.countersign.run.Param;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoggedModelTest {

    private static final ExperimentId CHURN = new ExperimentId("1");
    private static final LoggedModelId MODEL = new LoggedModelId("m-0198c0de0198c0de0198c0de0198c0de");
    private static final RunId RUN = new RunId("0198c0de0198c0de0198c0de0198c0de");
    private static final Param DEPTH = new Param("depth", "3");
    private static final Tag TEAM = Tag.of("team", "risk");
    private static final LoggedModelEvent CREATED = created(List.of(DEPTH));
    private static final LoggedModelEvent DELETED = new LoggedModelEvent.Deleted(MODEL);

    private final AggregateTestFixture<LoggedModel> model = new AggregateTestFixture<>(LoggedModel.class);
    private final DirectoryInMemory directory = new DirectoryInMemory();

    @BeforeEach
    void theExperimentIsActive() {
        model.registerInjectableResource(directory);
        model.registerCommandHandlerInterceptor(new MissingStreams());
        directory.reserve("churn", CHURN);
    }

    private static LoggedModelEvent created(List<Param> params) {
        return new LoggedModelEvent.Created(MODEL, CHURN, "forest", "tree", RUN, "s3://b/m", params, List.of(TEAM));
    }

    private static LoggedModelCommand create(Param... params) {
        return new LoggedModelCommand.Create(
                MODEL, CHURN, "forest", "tree", RUN, "s3://b/m", List.of(params), List.of(TEAM));
    }

    private TestExecutor<LoggedModel> aModel(LoggedModelEvent... more) {
        return model.given(CREATED).andGiven((Object[]) more);
    }

    @Test
    void aModelIsLoggedInAnActiveExperiment() {
        model.givenNoPriorActivity().when(create(DEPTH)).expectEvents(CREATED);
    }

    @Test
    void aParamGivenTwiceWithOneValueIsLoggedOnce() {
        model.givenNoPriorActivity().when(create(DEPTH, DEPTH)).expectEvents(CREATED);
    }

    @Test
    void aParamGivenTwiceWithDifferentValuesIsRefused() {
        model.givenNoPriorActivity()
                .when(create(DEPTH, new Param("depth", "4")))
                .expectNoEvents()
                .expectException(because(Reason.PARAM_IMMUTABLE));
    }

    @Test
    void noModelIsLoggedInADeletedExperiment() {
        directory.recordLifecycle(CHURN, new Lifecycle(true, 0));
        model.givenNoPriorActivity()
                .when(create(DEPTH))
                .expectNoEvents()
                .expectException(because(Reason.EXPERIMENT_DELETED));
    }

    @Test
    void aModelIsFinalizedOnce() {
        LoggedModelCommand finalize = new LoggedModelCommand.Finalize(MODEL, LoggedModelStatus.READY);
        LoggedModelEvent finalized = new LoggedModelEvent.Finalized(MODEL, LoggedModelStatus.READY);
        aModel().when(finalize).expectEvents(finalized);
        aModel(finalized).when(finalize).expectSuccessfulHandlerExecution().expectNoEvents();
    }

    @Test
    void onlyNewParamsAreLogged() {
        Param rate = new Param("rate", "0.1");
        aModel().when(new LoggedModelCommand.LogParams(MODEL, List.of(DEPTH, rate)))
                .expectEvents(new LoggedModelEvent.ParamsLogged(MODEL, List.of(rate)));
        aModel().when(new LoggedModelCommand.LogParams(MODEL, List.of(DEPTH)))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void aParamIsNotChanged() {
        aModel(new LoggedModelEvent.ParamsLogged(MODEL, List.of(new Param("rate", "0.1"))))
                .when(new LoggedModelCommand.LogParams(MODEL, List.of(new Param("rate", "0.2"))))
                .expectNoEvents()
                .expectException(because(Reason.PARAM_IMMUTABLE))
                .expectExceptionMessage("Changing param values is not allowed. Param with key='rate' was already logged"
                        + " with value='0.1' for logged model ID='" + MODEL + "'. Attempted logging new value '0.2'.");
    }

    @Test
    void aTagIsDeletedThatIsThere() {
        aModel().when(new LoggedModelCommand.DeleteTag(MODEL, "team"))
                .expectEvents(new LoggedModelEvent.TagDeleted(MODEL, "team"));
        aModel(new LoggedModelEvent.TagDeleted(MODEL, "team"))
                .when(new LoggedModelCommand.DeleteTag(MODEL, "team"))
                .expectNoEvents()
                .expectException(because(Reason.TAG_NOT_FOUND));
    }

    @Test
    void filesAreStoredAndDeleted() {
        aModel().when(new LoggedModelCommand.StoreArtifact(MODEL, "MLmodel", "ab", 2))
                .expectEvents(new LoggedModelEvent.ArtifactStored(MODEL, "MLmodel", "ab", 2));
        aModel().when(new LoggedModelCommand.DeleteArtifact(MODEL, "data"))
                .expectEvents(new LoggedModelEvent.ArtifactDeleted(MODEL, "data"));
    }

    @Test
    void deletingTwiceIsDeletingOnce() {
        aModel().when(new LoggedModelCommand.Delete(MODEL)).expectEvents(DELETED);
        aModel(DELETED)
                .when(new LoggedModelCommand.Delete(MODEL))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    static List<LoggedModelCommand> changes() {
        return List.of(
                new LoggedModelCommand.Finalize(MODEL, LoggedModelStatus.FAILED),
                new LoggedModelCommand.LogParams(MODEL, List.of(new Param("new", "1"))),
                new LoggedModelCommand.SetTags(MODEL, List.of(TEAM)),
                new LoggedModelCommand.DeleteTag(MODEL, "team"),
                new LoggedModelCommand.StoreArtifact(MODEL, "MLmodel", "ab", 2),
                new LoggedModelCommand.DeleteArtifact(MODEL, "MLmodel"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aDeletedModelIsNotFound(LoggedModelCommand change) {
        aModel(DELETED)
                .when(change)
                .expectNoEvents()
                .expectException(because(Reason.LOGGED_MODEL_NOT_FOUND))
                .expectExceptionMessage("Logged model with ID '" + MODEL + "' not found.");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aModelThatNeverWasIsNotFound(LoggedModelCommand change) {
        model.givenNoPriorActivity()
                .when(change)
                .expectNoEvents()
                .expectException(because(Reason.LOGGED_MODEL_NOT_FOUND));
    }
}
