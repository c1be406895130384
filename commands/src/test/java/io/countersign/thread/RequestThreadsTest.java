package io.countersign.thread;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.CommentId;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.rejection.Reason;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ann has asked for something; Bob begins a thread about it. */
class RequestThreadsTest {

    private static final Discussion DISCUSSION = new Discussion(new ModelId("churn"), new RequestId("r1"), 3);
    private static final ThreadId THREAD = new ThreadId("t1");
    private static final ThreadId OTHER_THREAD = new ThreadId("t2");
    private static final CommentId FIRST = new CommentId("c1");
    private static final CommentId SECOND = new CommentId("c2");
    private static final SubjectId ANN = ANN_THE_CONTRIBUTOR.subject();
    private static final SubjectId BOB = BOB_THE_REVIEWER.subject();
    private static final ThreadEvent BEGUN =
            new ThreadEvent.Started(DISCUSSION, THREAD, FIRST, BOB, by(BOB), List.of(ANN));
    private static final ThreadEvent ANSWERED =
            new ThreadEvent.Replied(DISCUSSION, THREAD, SECOND, ANN, by(ANN), List.of());
    private static final ThreadEvent RESOLVED = new ThreadEvent.Resolved(DISCUSSION, THREAD, ANN);

    private final AggregateTestFixture<RequestThreads> threads = new AggregateTestFixture<>(RequestThreads.class);

    @BeforeEach
    void whatIsMissingIsSaidInWords() {
        threads.registerCommandHandlerInterceptor(new MissingStreams());
    }

    private static SealedText by(SubjectId author) {
        return new SealedText(author, "c2VhbGVk");
    }

    private TestExecutor<RequestThreads> after(ThreadEvent... events) {
        return events.length == 0 ? threads.givenNoPriorActivity() : threads.given((Object[]) events);
    }

    private static ThreadCommand start(ThreadId thread) {
        return new ThreadCommand.Start(DISCUSSION, thread, FIRST, BOB_THE_REVIEWER, by(BOB), List.of(ANN));
    }

    private static ThreadCommand reply(ThreadId thread, Actor actor) {
        return new ThreadCommand.Reply(DISCUSSION, thread, SECOND, actor, by(actor.subject()), List.of());
    }

    private static ThreadCommand edit(CommentId comment, Actor actor) {
        return new ThreadCommand.EditComment(DISCUSSION, THREAD, comment, actor, by(actor.subject()), List.of());
    }

    private static ThreadCommand delete(ThreadId thread, CommentId comment, Actor actor) {
        return new ThreadCommand.DeleteComment(DISCUSSION, thread, comment, actor);
    }

    private static ThreadCommand resolve(Actor actor) {
        return new ThreadCommand.Resolve(DISCUSSION, THREAD, actor);
    }

    private static ThreadCommand reopen(Actor actor) {
        return new ThreadCommand.Reopen(DISCUSSION, THREAD, actor);
    }

    @Nested
    class Talking {

        @Test
        void aThreadBeginsWithItsFirstCommentAndWhomThatNames() {
            after().when(start(THREAD)).expectEvents(BEGUN);
        }

        @Test
        void aRequestHasSeveralThreads() {
            after(BEGUN)
                    .when(start(OTHER_THREAD))
                    .expectEvents(new ThreadEvent.Started(DISCUSSION, OTHER_THREAD, FIRST, BOB, by(BOB), List.of(ANN)));
        }

        @Test
        void othersReply() {
            after(BEGUN).when(reply(THREAD, ANN_THE_CONTRIBUTOR)).expectEvents(ANSWERED);
        }

        @Test
        void whatIsResolvedMayStillBeRepliedToAndStaysResolved() {
            after(BEGUN, RESOLVED).when(reply(THREAD, ANN_THE_CONTRIBUTOR)).expectEvents(ANSWERED);
        }

        @Test
        void nobodyRepliesToAThreadThatIsNotThere() {
            after().when(reply(THREAD, ANN_THE_CONTRIBUTOR)).expectException(because(Reason.THREAD_NOT_FOUND));
            after(BEGUN)
                    .when(reply(OTHER_THREAD, ANN_THE_CONTRIBUTOR))
                    .expectNoEvents()
                    .expectException(because(Reason.THREAD_NOT_FOUND))
                    .expectExceptionMessage("There is no thread t2.");
        }
    }

    @Nested
    class Words {

        @Test
        void theAuthorEditsTheirComment() {
            after(BEGUN, ANSWERED)
                    .when(edit(SECOND, ANN_THE_CONTRIBUTOR))
                    .expectEvents(new ThreadEvent.CommentEdited(DISCUSSION, THREAD, SECOND, ANN, by(ANN), List.of()));
        }

        @Test
        void nobodyElseEditsItNotEvenAnAdmin() {
            after(BEGUN, ANSWERED)
                    .when(edit(SECOND, ADA_THE_ADMIN))
                    .expectNoEvents()
                    .expectException(because(Reason.NOT_THE_AUTHOR))
                    .expectExceptionMessage("Only the author of comment c2 may edit it.");
        }

        @Test
        void theAuthorOrAnAdminDeletesIt() {
            for (Actor actor : List.of(ANN_THE_CONTRIBUTOR, ADA_THE_ADMIN)) {
                after(BEGUN, ANSWERED)
                        .when(delete(THREAD, SECOND, actor))
                        .expectEvents(new ThreadEvent.CommentDeleted(DISCUSSION, THREAD, SECOND, actor.subject()));
            }
            after(BEGUN, ANSWERED)
                    .when(delete(THREAD, SECOND, BOB_THE_REVIEWER))
                    .expectNoEvents()
                    .expectException(because(Reason.NOT_THE_AUTHOR));
        }

        @Test
        void whatWasDeletedIsNotThereToBeEdited() {
            after(BEGUN, ANSWERED, new ThreadEvent.CommentDeleted(DISCUSSION, THREAD, SECOND, ANN))
                    .when(edit(SECOND, ANN_THE_CONTRIBUTOR))
                    .expectException(because(Reason.COMMENT_NOT_FOUND));
        }

        @Test
        void aCommentIsLookedForInItsOwnThread() {
            after(BEGUN, ANSWERED, new ThreadEvent.Started(DISCUSSION, OTHER_THREAD, FIRST, BOB, by(BOB), List.of()))
                    .when(delete(OTHER_THREAD, SECOND, ANN_THE_CONTRIBUTOR))
                    .expectException(because(Reason.COMMENT_NOT_FOUND));
        }
    }

    @Nested
    class Resolving {

        @Test
        void aThreadIsResolvedByWhoeverMayWrite() {
            after(BEGUN).when(resolve(ANN_THE_CONTRIBUTOR)).expectEvents(RESOLVED);
        }

        @Test
        void whatIsResolvedIsNotResolvedAgain() {
            after(BEGUN, RESOLVED)
                    .when(resolve(BOB_THE_REVIEWER))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void itIsOpenedAgain() {
            after(BEGUN, RESOLVED)
                    .when(reopen(BOB_THE_REVIEWER))
                    .expectEvents(new ThreadEvent.Reopened(DISCUSSION, THREAD, BOB));
        }

        @Test
        void whatIsOpenIsNotOpenedAgain() {
            after(BEGUN)
                    .when(reopen(BOB_THE_REVIEWER))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void whatWasOpenedAgainCanBeResolvedAgain() {
            after(BEGUN, RESOLVED, new ThreadEvent.Reopened(DISCUSSION, THREAD, BOB))
                    .when(resolve(ANN_THE_CONTRIBUTOR))
                    .expectEvents(RESOLVED);
        }
    }
}
