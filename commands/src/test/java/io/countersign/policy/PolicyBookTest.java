package io.countersign.policy;

import io.countersign.MissingStreams;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UsersInMemory;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyBookTest {

    private static final Actor ANN = admin("ann", false);
    private static final Actor BEN = admin("ben", false);
    private static final Actor ALONE = admin("me", true);
    private static final List<Reporter> CI = List.of(new Reporter("ci", new SubjectId("0198c0de")));
    private static final ProposalId FIRST = new ProposalId("1");
    private static final ProposalId SECOND = new ProposalId("2");
    private static final PolicyRevision CREDIT_1 = new PolicyRevision("credit", 1);
    private static final PolicyRevision CREDIT_2 = new PolicyRevision("credit", 2);

    private final AggregateTestFixture<PolicyBook> book = new AggregateTestFixture<>(PolicyBook.class);
    private final UsersInMemory users = new UsersInMemory();

    @BeforeEach
    void whoAsksForNothingIsToldSo() {
        book.registerInjectableResource(users);
        book.registerCommandHandlerInterceptor(new MissingStreams());
    }

    private static Actor admin(String name, boolean alone) {
        return new Actor(new SubjectId(name), Set.of(Role.ADMIN), alone);
    }

    private static PolicyEvent.Proposed proposed(ProposalId proposal, PolicyRevision revision) {
        return new PolicyEvent.Proposed(proposal, revision, "policy: credit", CI, ANN.subject(), null);
    }

    private static PolicyEvent.Published published(ProposalId proposal, PolicyRevision revision) {
        return new PolicyEvent.Published(proposal, revision, BEN.subject(), null);
    }

    private static PolicyCommand.Propose propose(ProposalId proposal, Actor actor) {
        return new PolicyCommand.Propose(proposal, "credit", "policy: credit", CI, actor, null);
    }

    @Test
    void aFirstPolicyIsProposed() {
        book.givenNoPriorActivity().when(propose(FIRST, ANN)).expectEvents(proposed(FIRST, CREDIT_1));
    }

    @Test
    void anotherAdministratorAgrees() {
        book.given(proposed(FIRST, CREDIT_1))
                .when(new PolicyCommand.Agree(FIRST, BEN, null))
                .expectEvents(published(FIRST, CREDIT_1));
    }

    @Test
    void nobodyAgreesToTheirOwnProposal() {
        book.given(proposed(FIRST, CREDIT_1))
                .when(new PolicyCommand.Agree(FIRST, ANN, null))
                .expectNoEvents()
                .expectException(Rejection.class)
                .expectExceptionMessage(
                        "You proposed this change of policy yourself; another administrator has to agree.");
    }

    @Test
    void nobodyAgreesByAnAccountThatCountsAsTheProposers() {
        users.keepers.put(BEN.subject(), ANN.subject());
        refusesBenAsNotIndependent();
    }

    @Test
    void nobodyAgreesToWhatAnAccountOfTheirsProposed() {
        users.keepers.put(ANN.subject(), BEN.subject());
        refusesBenAsNotIndependent();
    }

    @Test
    void ofTwoAccountsOfAThirdNoneAgreesToWhatTheOtherProposed() {
        SubjectId third = new SubjectId("third");
        users.keepers.put(ANN.subject(), third);
        users.keepers.put(BEN.subject(), third);
        refusesBenAsNotIndependent();
    }

    private void refusesBenAsNotIndependent() {
        book.given(proposed(FIRST, CREDIT_1))
                .when(new PolicyCommand.Agree(FIRST, BEN, null))
                .expectNoEvents()
                .expectException(
                        Matchers.<Rejection>matches(rejection -> rejection.reason() == Reason.NOT_INDEPENDENT));
    }

    @Test
    void onAServerForOnePersonItIsInForceAtOnce() {
        book.givenNoPriorActivity()
                .when(propose(FIRST, ALONE))
                .expectEvents(
                        new PolicyEvent.Proposed(FIRST, CREDIT_1, "policy: credit", CI, ALONE.subject(), null),
                        new PolicyEvent.Published(FIRST, CREDIT_1, ALONE.subject(), null));
    }

    @Test
    void revisionsAreCountedFromProposalToProposal() {
        book.given(proposed(FIRST, CREDIT_1), new PolicyEvent.ProposalRejected(FIRST, BEN.subject(), null))
                .when(propose(SECOND, ANN))
                .expectEvents(proposed(SECOND, CREDIT_2));
    }

    @Test
    void anOldProposalDoesNotReplaceANewerRevision() {
        book.given(proposed(FIRST, CREDIT_1), proposed(SECOND, CREDIT_2), published(SECOND, CREDIT_2))
                .when(new PolicyCommand.Agree(FIRST, BEN, null))
                .expectNoEvents()
                .expectException(Rejection.class)
                .expectExceptionMessage("The policy credit has changed since this was proposed; propose it anew.");
    }

    @Test
    void retirementTakesTwoAsWell() {
        book.given(proposed(FIRST, CREDIT_1), published(FIRST, CREDIT_1))
                .andGiven(new PolicyEvent.RetirementProposed(SECOND, CREDIT_1, ANN.subject(), null))
                .when(new PolicyCommand.Agree(SECOND, BEN, null))
                .expectEvents(new PolicyEvent.Retired(SECOND, CREDIT_1, BEN.subject(), null));
    }

    @Test
    void whatIsNotInForceIsNotRetired() {
        book.given(proposed(FIRST, CREDIT_1))
                .when(new PolicyCommand.ProposeRetirement(SECOND, "credit", ANN, null))
                .expectNoEvents()
                .expectException(Rejection.class)
                .expectExceptionMessage("No policy credit is in force.");
    }

    @Test
    void aProposalIsWithdrawnByWhoMadeIt() {
        book.given(proposed(FIRST, CREDIT_1))
                .when(new PolicyCommand.Withdraw(FIRST, BEN))
                .expectNoEvents()
                .expectExceptionMessage("A proposal is withdrawn by who made it.");
    }

    @Test
    void aClosedProposalStaysClosed() {
        book.given(proposed(FIRST, CREDIT_1), new PolicyEvent.ProposalWithdrawn(FIRST, ANN.subject()))
                .when(new PolicyCommand.Agree(FIRST, BEN, null))
                .expectNoEvents()
                .expectExceptionMessage("Proposal 1 is not open.");
    }

    @Test
    void withoutAnyPolicyThereIsNoProposalToAgreeTo() {
        book.givenNoPriorActivity()
                .when(new PolicyCommand.Agree(FIRST, BEN, null))
                .expectNoEvents()
                .expectExceptionMessage("Proposal 1 is not open.");
    }
}
