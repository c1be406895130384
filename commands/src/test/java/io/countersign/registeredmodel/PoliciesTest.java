package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.versionDeleted;
import static io.countersign.registeredmodel.Churn.withVersions;
import static io.countersign.registeredmodel.Facts.policy;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Command;
import io.countersign.event.DomainEvent;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.NamePattern;
import io.countersign.policy.OpenThread;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.Rule;
import io.countersign.policy.Scope;
import io.countersign.policy.ThreadsRule;
import io.countersign.policy.Trigger;
import io.countersign.policy.VetoRule;
import io.countersign.rejection.Reason;
import io.countersign.tag.Tag;
import io.countersign.thread.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two reviewers approve what reaches Production, the alias and the tag that lead there, and whatever takes them away. */
class PoliciesTest {

    private static final PolicyRevision GUARDED = new PolicyRevision("guarded", 3);
    private static final Rule TWO_REVIEWERS =
            new ApprovalRule(new Quorum.Of("reviewer", 2), Set.of(Party.REQUESTER, Party.RUN_OWNER));
    private static final List<Trigger> EVERY_DOOR = List.of(
            new Trigger.StageChange(Set.of(), Set.of(PRODUCTION)),
            new Trigger.StageChange(Set.of(PRODUCTION), Set.of()),
            new Trigger.AliasChange(new NamePattern("champion")),
            new Trigger.TagChange(new NamePattern("validated*")),
            new Trigger.Deletion(),
            new Trigger.Renaming());
    private static final DecisionFacts FACTS = Facts.under(policy(GUARDED, EVERY_DOOR, TWO_REVIEWERS, new VetoRule()));
    private static final Change MOVE = new Change.ToStage(1, NONE, PRODUCTION);
    private static final Change CHAMPION = new Change.OfAlias("champion", 1, null);
    private static final RequestId R1 = new RequestId("r1");

    private final ModelFixture model = new ModelFixture();

    PoliciesTest() {
        model.names.reserve("churn", CHURN);
    }

    private static DomainEvent requested(String request, Change change, Actor by) {
        return change instanceof Change.ToStage move
                ? new RegisteredModelEvent.TransitionRequested(
                        CHURN,
                        new RequestId(request),
                        move.version(),
                        move.from(),
                        move.to(),
                        by.subject(),
                        null,
                        List.of(GUARDED))
                : new GovernanceEvent.ChangeRequested(
                        CHURN, new RequestId(request), change, by.subject(), null, List.of(GUARDED));
    }

    private static GovernanceEvent.ApprovalGiven approved(Change change, Actor by, String... requests) {
        return approvedAs(change, by, FACTS.subject(), requests);
    }

    private static GovernanceEvent.ApprovalGiven approvedAs(
            Change change, Actor by, SortedMap<String, String> subject, String... requests) {
        return new GovernanceEvent.ApprovalGiven(CHURN, ids(requests), change, by.subject(), null, null, subject);
    }

    private static List<RequestId> ids(String... requests) {
        return requests.length == 0
                ? List.of(R1)
                : Arrays.stream(requests).map(RequestId::new).toList();
    }

    private static Command approve(Change change, Actor by) {
        return approve(change, by, FACTS);
    }

    private static Command approve(Change change, Actor by, DecisionFacts facts) {
        return new ChangeCommand.Approve(CHURN, change, false, null, by, null, facts);
    }

    private static Command ask(String request, Change change, Actor by) {
        return new ChangeCommand.Request(CHURN, new RequestId(request), change, by, null, FACTS);
    }

    private static List<DomainEvent> history(DomainEvent... then) {
        List<DomainEvent> history = new ArrayList<>(withVersions(2));
        history.addAll(List.of(then));
        return history;
    }

    private static DomainEvent promoted(Actor by, String... requests) {
        return new RegisteredModelEvent.TransitionApproved(
                CHURN, ids(requests), 1, NONE, PRODUCTION, by.subject(), null, List.of(), List.of(GUARDED), null);
    }

    private static DomainEvent allowed(Change change, Actor by) {
        return new GovernanceEvent.ChangeApproved(
                CHURN, List.of(R1), change, by.subject(), null, List.of(GUARDED), null);
    }

    @Nested
    class ARequestThatExpires {

        private final DecisionFacts inTime = under(Facts.NOW.plusSeconds(59));
        private final DecisionFacts tooLate = under(Facts.NOW.plusSeconds(60));

        private static DecisionFacts under(Instant now) {
            PolicyDocument document = FACTS.policies().getFirst().document();
            Policy expiring = new Policy(
                    GUARDED,
                    new PolicyDocument(
                            document.name(), "", document.scope(), document.rules(), Duration.ofMinutes(1), null));
            return Facts.at(now, Facts.under(expiring));
        }

        @Test
        void isApprovedInTime() {
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR)))
                    .when(approve(MOVE, BOB_THE_REVIEWER, inTime))
                    .then(approved(MOVE, BOB_THE_REVIEWER));
        }

        @Test
        void isApprovedNoMoreThoughTheSystemHasNotClosedItYet() {
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), approved(MOVE, CAROL_THE_REVIEWER)))
                    .when(approve(MOVE, BOB_THE_REVIEWER, tooLate))
                    .thenRefused(
                            Reason.REQUEST_EXPIRED,
                            "This request has expired: policy guarded lets none wait longer than PT1M."
                                    + " Ask for the change again.");
        }

        @Test
        void isNotMadeByATransitionEither() {
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), approved(MOVE, CAROL_THE_REVIEWER)))
                    .when(new RegisteredModelCommand.TransitionStage(
                            CHURN, 1, PRODUCTION, false, BOB_THE_REVIEWER, null, tooLate))
                    .thenRefused(Reason.REQUEST_EXPIRED);
        }

        @Test
        void isClosedByTheSystem() {
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR)))
                    .when(new ChangeCommand.Review(CHURN, MOVE, ADA_THE_ADMIN, tooLate))
                    .then(new GovernanceEvent.RequestsExpired(CHURN, ids(), MOVE, GUARDED));
        }
    }

    @Nested
    class Approvals {

        @Test
        void addUp() {
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR)))
                    .when(approve(MOVE, BOB_THE_REVIEWER))
                    .then(approved(MOVE, BOB_THE_REVIEWER));
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), approved(MOVE, BOB_THE_REVIEWER)))
                    .when(approve(MOVE, CAROL_THE_REVIEWER))
                    .thenApproved(approved(MOVE, CAROL_THE_REVIEWER), promoted(CAROL_THE_REVIEWER));
        }

        @Test
        void ofOnePersonCountOnce() {
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), approved(MOVE, BOB_THE_REVIEWER)))
                    .when(approve(MOVE, BOB_THE_REVIEWER))
                    .thenNothing();
        }

        @Test
        void ofTwoWhoAskedForTheSameDoNotCompleteEachOther() {
            model.given(history(
                            requested("r1", MOVE, BOB_THE_REVIEWER),
                            requested("r2", MOVE, CAROL_THE_REVIEWER),
                            approved(MOVE, ADA_THE_ADMIN, "r1", "r2")))
                    .when(approve(MOVE, CAROL_THE_REVIEWER))
                    .thenRefused(Reason.OWN_REQUEST);
        }

        @Test
        void givenBeforeSomebodyAskedThemselvesNoLongerCount() {
            model.given(history(
                            requested("r1", MOVE, ANN_THE_CONTRIBUTOR),
                            approved(MOVE, BOB_THE_REVIEWER),
                            requested("r2", MOVE, BOB_THE_REVIEWER)))
                    .when(approve(MOVE, CAROL_THE_REVIEWER))
                    .then(approved(MOVE, CAROL_THE_REVIEWER, "r1", "r2"));
        }

        @Test
        void ofSomebodyWhoLeftTheGroupNoLongerCount() {
            Actor vic = new Actor(new SubjectId("gone"), Set.of(), false);
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), approved(MOVE, vic)))
                    .when(approve(MOVE, CAROL_THE_REVIEWER))
                    .then(approved(MOVE, CAROL_THE_REVIEWER));
        }

        @Test
        void areTakenBackByThoseWhoGaveThem() {
            Command withdraw = new ChangeCommand.Withdraw(CHURN, MOVE, BOB_THE_REVIEWER, writtenBy(BOB_THE_REVIEWER));
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), approved(MOVE, BOB_THE_REVIEWER)))
                    .when(withdraw)
                    .then(new GovernanceEvent.ApprovalWithdrawn(
                            CHURN, List.of(R1), MOVE, BOB_THE_REVIEWER.subject(), writtenBy(BOB_THE_REVIEWER)));
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR)))
                    .when(withdraw)
                    .thenRefused(Reason.APPROVAL_NOT_FOUND);
        }

        @Test
        void ofOtherFilesGoStaleAndSayWhatChanged() {
            SortedMap<String, String> before = new TreeMap<>(FACTS.subject());
            before.put("artifacts", "d0");
            model.given(history(
                            requested("r1", MOVE, ANN_THE_CONTRIBUTOR),
                            approvedAs(MOVE, BOB_THE_REVIEWER, before, "r1")))
                    .when(approve(MOVE, CAROL_THE_REVIEWER))
                    .then(
                            new GovernanceEvent.ApprovalWentStale(
                                    CHURN, List.of(R1), MOVE, BOB_THE_REVIEWER.subject(), List.of("artifacts")),
                            approved(MOVE, CAROL_THE_REVIEWER));
        }

        @Test
        void endWithTheRequestThatTheyWereGivenFor() {
            model.given(history(
                            requested("r1", MOVE, ANN_THE_CONTRIBUTOR),
                            approved(MOVE, BOB_THE_REVIEWER),
                            new RegisteredModelEvent.TransitionRequestCancelled(
                                    CHURN, R1, 1, PRODUCTION, ANN_THE_CONTRIBUTOR.subject(), null),
                            requested("r2", MOVE, ANN_THE_CONTRIBUTOR)))
                    .when(approve(MOVE, CAROL_THE_REVIEWER))
                    .then(approved(MOVE, CAROL_THE_REVIEWER, "r2"));
        }

        @Test
        void doNotCountForAnotherVersion() {
            Change other = new Change.ToStage(2, NONE, PRODUCTION);
            model.given(history(
                            requested("r1", MOVE, ANN_THE_CONTRIBUTOR),
                            approved(MOVE, BOB_THE_REVIEWER),
                            requested("r2", other, ANN_THE_CONTRIBUTOR)))
                    .when(approve(other, CAROL_THE_REVIEWER))
                    .then(approved(other, CAROL_THE_REVIEWER, "r2"));
        }
    }

    @Nested
    class Vetoes {

        private final DomainEvent veto =
                new GovernanceEvent.Vetoed(CHURN, List.of(R1), MOVE, BOB_THE_REVIEWER.subject(), null);

        @Test
        void holdUpWhatEnoughPeopleApprove() {
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), veto, approved(MOVE, CAROL_THE_REVIEWER)))
                    .when(approve(MOVE, ADA_THE_ADMIN))
                    .then(approved(MOVE, ADA_THE_ADMIN));
        }

        @Test
        void areLiftedByTheirAuthors() {
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), veto))
                    .when(new ChangeCommand.LiftVeto(
                            CHURN, MOVE, BOB_THE_REVIEWER.subject(), BOB_THE_REVIEWER, null, FACTS))
                    .then(new GovernanceEvent.VetoLifted(
                            CHURN, List.of(R1), MOVE, BOB_THE_REVIEWER.subject(), BOB_THE_REVIEWER.subject(), null));
        }

        @Test
        void areDismissedByAnAdministratorWhoSaysWhyAndByNobodyElse() {
            var asked = history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), veto);
            model.given(asked)
                    .when(new ChangeCommand.LiftVeto(
                            CHURN, MOVE, BOB_THE_REVIEWER.subject(), CAROL_THE_REVIEWER, null, FACTS))
                    .thenRefused(Reason.NOT_THE_VETOER);
            model.given(asked)
                    .when(new ChangeCommand.LiftVeto(
                            CHURN, MOVE, BOB_THE_REVIEWER.subject(), ADA_THE_ADMIN, null, FACTS))
                    .thenRefused(Reason.PARAMETER_MISSING);
            model.given(history(requested("r1", MOVE, ADA_THE_ADMIN), veto))
                    .when(new ChangeCommand.LiftVeto(
                            CHURN, MOVE, BOB_THE_REVIEWER.subject(), ADA_THE_ADMIN, writtenBy(ADA_THE_ADMIN), FACTS))
                    .thenRefused(Reason.OWN_REQUEST);
        }
    }

    @Nested
    class Threads {

        private static final Policy TALKED_OVER = policy(GUARDED, EVERY_DOOR, TWO_REVIEWERS, new ThreadsRule());
        private static final List<OpenThread> ONE =
                List.of(new OpenThread(new ThreadId("t1"), BOB_THE_REVIEWER.subject()));

        private final List<DomainEvent> oneApproved =
                history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR), approved(MOVE, BOB_THE_REVIEWER));

        @Test
        void thatAreOpenHoldUpWhatEnoughPeopleApprove() {
            model.given(oneApproved)
                    .when(approve(MOVE, CAROL_THE_REVIEWER, Facts.with(ONE, TALKED_OVER)))
                    .then(approved(MOVE, CAROL_THE_REVIEWER));
        }

        @Test
        void thatAreResolvedHoldNothingUp() {
            model.given(oneApproved)
                    .when(approve(MOVE, CAROL_THE_REVIEWER, Facts.under(TALKED_OVER)))
                    .thenApproved(approved(MOVE, CAROL_THE_REVIEWER), promoted(CAROL_THE_REVIEWER));
        }

        @Test
        void thatAreOpenAreSaidToBeWhatIsMissing() {
            model.given(oneApproved)
                    .when(new RegisteredModelCommand.TransitionStage(
                            CHURN, 1, PRODUCTION, false, CAROL_THE_REVIEWER, null, Facts.with(ONE, TALKED_OVER)))
                    .thenRefused(Reason.POLICY_NOT_MET, "This change to Production has to wait. 1 thread is open.");
        }
    }

    /** Every way to what the policy protects, tried by somebody alone. */
    @Nested
    class NoWayAround {

        @Test
        void leadsOverAnAlias() {
            refused(new RegisteredModelCommand.SetAlias(CHURN, "champion", 1, ADA_THE_ADMIN, FACTS));
            model.given(history(new RegisteredModelEvent.AliasSet(CHURN, "champion", 1, null)))
                    .when(new RegisteredModelCommand.SetAlias(CHURN, "champion", 2, ADA_THE_ADMIN, FACTS))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
            model.given(history(new RegisteredModelEvent.AliasSet(CHURN, "champion", 1, null)))
                    .when(new RegisteredModelCommand.DeleteAlias(CHURN, "champion", ADA_THE_ADMIN, FACTS))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
        }

        @Test
        void leadsOverATransitionThatNobodyAskedFor() {
            refused(new RegisteredModelCommand.TransitionStage(
                    CHURN, 1, PRODUCTION, false, ADA_THE_ADMIN, null, FACTS));
        }

        @Test
        void leadsOverArchivingWhatServesByTheWay() {
            DecisionFacts onlyLeaving = Facts.under(
                    policy(GUARDED, List.of(new Trigger.StageChange(Set.of(PRODUCTION), Set.of())), TWO_REVIEWERS));
            model.given(history(new RegisteredModelEvent.StageChanged(
                            CHURN, 2, NONE, PRODUCTION, ADA_THE_ADMIN.subject(), null, List.of(), List.of(), null)))
                    .when(new RegisteredModelCommand.TransitionStage(
                            CHURN, 1, PRODUCTION, true, ADA_THE_ADMIN, null, onlyLeaving))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
        }

        @Test
        void leadsOverTags() {
            refused(new RegisteredModelCommand.SetTag(CHURN, Tag.of("validated", "yes"), ADA_THE_ADMIN, FACTS));
            refused(new RegisteredModelCommand.CreateVersion(
                    CHURN,
                    "s3://b",
                    "s3://b",
                    null,
                    null,
                    null,
                    null,
                    List.of(Tag.of("validated-by", "me")),
                    ADA_THE_ADMIN,
                    FACTS));
        }

        @Test
        void leadsOverDeletion() {
            refused(new RegisteredModelCommand.DeleteVersion(CHURN, 1, ADA_THE_ADMIN, FACTS));
            refused(new RegisteredModelCommand.Delete(CHURN, ADA_THE_ADMIN, FACTS));
        }

        @Test
        void leadsOverTheDeletionOfTheVersionThatAnAliasLeadsTo() {
            DecisionFacts onlyAliases = Facts.under(
                    policy(GUARDED, List.of(new Trigger.AliasChange(new NamePattern("champion"))), TWO_REVIEWERS));
            model.given(history(new RegisteredModelEvent.AliasSet(CHURN, "champion", 1, null)))
                    .when(new RegisteredModelCommand.DeleteVersion(CHURN, 1, ADA_THE_ADMIN, onlyAliases))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
            model.given(history(new RegisteredModelEvent.AliasSet(CHURN, "champion", 1, null)))
                    .when(new RegisteredModelCommand.Delete(CHURN, ADA_THE_ADMIN, onlyAliases))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
        }

        @Test
        void leadsOverANameOrATagByWhichThePolicyWouldLoseSightOfTheModel() {
            DecisionFacts byName = Facts.under(scoped(List.of(new NamePattern("churn*")), Map.of()));
            DecisionFacts byTag = Facts.under(scoped(List.of(), Map.of("team", "risk")));
            model.given(history())
                    .when(new RegisteredModelCommand.Rename(CHURN, "harmless", ADA_THE_ADMIN, byName))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
            model.given(history())
                    .when(new RegisteredModelCommand.Rename(CHURN, "churn-2", ADA_THE_ADMIN, byName))
                    .then(new RegisteredModelEvent.Renamed(CHURN, "churn", "churn-2"));
            model.given(history())
                    .when(new RegisteredModelCommand.DeleteTag(CHURN, "team", ADA_THE_ADMIN, byTag))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
            model.given(history())
                    .when(new RegisteredModelCommand.SetTag(CHURN, Tag.of("team", "x"), ADA_THE_ADMIN, byTag))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
        }

        @Test
        void leadsOverAPrompt() {
            Tag prompt = Tag.of("mlflow.prompt.is_prompt", "true");
            model.given(history())
                    .when(new RegisteredModelCommand.SetTag(CHURN, prompt, ADA_THE_ADMIN, FACTS))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
            model.given(List.of(new RegisteredModelEvent.Created(CHURN, "churn", null, List.of(prompt))))
                    .when(new RegisteredModelCommand.CreateVersion(
                            CHURN, "s3://b", "s3://b", null, null, null, null, List.of(), ADA_THE_ADMIN, FACTS))
                    .thenRefused(Reason.PARAMETER_INVALID);
        }

        private Policy scoped(List<NamePattern> names, Map<String, String> tags) {
            Scope scope =
                    new Scope(names, tags, Set.of(), List.of(new Trigger.StageChange(Set.of(), Set.of(PRODUCTION))));
            return new Policy(GUARDED, new PolicyDocument("guarded", "", scope, List.of(TWO_REVIEWERS), null, null));
        }

        private void refused(Command command) {
            model.given(history()).when(command).thenRefused(Reason.COUNTERSIGNATURE_MISSING);
        }
    }

    @Nested
    class WhatIsAskedForIsDoneWithTheLastApproval {

        @Test
        void toAnAlias() {
            model.given(history())
                    .when(ask("r1", CHAMPION, ANN_THE_CONTRIBUTOR))
                    .then(requested("r1", CHAMPION, ANN_THE_CONTRIBUTOR));
            lastApproval(CHAMPION, new RegisteredModelEvent.AliasSet(CHURN, "champion", 1, null));
        }

        @Test
        void toAVersion() {
            lastApproval(new Change.DeletionOfVersion(1, NONE), versionDeleted(1, NONE));
        }

        @Test
        void toTheModel() {
            lastApproval(new Change.DeletionOfModel(), new RegisteredModelEvent.Deleted(CHURN, "churn"));
        }

        @Test
        void toItsName() {
            lastApproval(
                    new Change.Renaming("attrition"), new RegisteredModelEvent.Renamed(CHURN, "churn", "attrition"));
        }

        @Test
        void toATag() {
            lastApproval(
                    new Change.OfTag(null, "validated", "yes"),
                    new RegisteredModelEvent.TagSet(CHURN, Tag.of("validated", "yes")));
        }

        @Test
        void toATagOfAVersion() {
            lastApproval(new Change.OfTag(1, "validated", "yes"));
            assertThat(model.tagged).containsExactly("validated=yes");
        }

        private void lastApproval(Change change, DomainEvent... effects) {
            model.given(history(requested("r1", change, ANN_THE_CONTRIBUTOR), approved(change, BOB_THE_REVIEWER)))
                    .when(approve(change, CAROL_THE_REVIEWER))
                    .thenApproved(approved(change, CAROL_THE_REVIEWER), allowed(change, CAROL_THE_REVIEWER), effects);
        }
    }

    @Nested
    class Requests {

        @Test
        void forWhatIsSoAlreadyAreRefused() {
            model.given(history(new RegisteredModelEvent.AliasSet(CHURN, "champion", 1, null)))
                    .when(ask("r1", CHAMPION, ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.CHANGE_POINTLESS);
            model.given(history())
                    .when(ask("r1", new Change.Renaming("churn"), ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.CHANGE_POINTLESS);
            model.given(history())
                    .when(ask("r1", new Change.OfAlias("champion", null, null), ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.ALIAS_NOT_FOUND);
        }

        @Test
        void areDecidedByThePoliciesOfTheirTime() {
            PolicyRevision newer = new PolicyRevision("guarded", 4);
            DecisionFacts readAnew = Facts.under(policy(newer, EVERY_DOOR, TWO_REVIEWERS));
            model.given(history(requested("r1", MOVE, ANN_THE_CONTRIBUTOR)))
                    .when(approve(MOVE, BOB_THE_REVIEWER, readAnew))
                    .thenReadAnew();
        }
    }
}
