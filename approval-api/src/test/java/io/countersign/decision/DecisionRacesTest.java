package io.countersign.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Uuid7;
import io.countersign.assembly.AtOnce;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.governance.ChangeCommand;
import io.countersign.identity.Person;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.log.StoredEvents;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.Manifest;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyCommand;
import io.countersign.policy.ProposalId;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.thread.Discussion;
import io.countersign.thread.ThreadCommand;
import io.countersign.thread.ThreadId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** On two servers of one log, people decide while what they decide on is taken back, changed, or put under other rules. */
class DecisionRacesTest {

    private static final int ROUNDS = 15;
    private static final Set<String> CLOSING = Set.of(
            "registered-model.transition-approved",
            "registered-model.transition-rejected",
            "registered-model.transition-request-cancelled",
            "registered-model.requests-expired");

    @AutoClose
    private static final InProcessServer HERE = InProcessServer.onAnEmptyDatabase();

    @AutoClose
    private static final InProcessServer THERE = InProcessServer.on(HERE.database());

    private final Workshop workshop = Workshop.on(HERE);
    private final Person ann = workshop.person();
    private final Person rita = Person.reviewer();
    private final Person rolf = Person.reviewer();
    private final Person admin = Person.admin();
    private final Person other = Person.admin();

    @Test
    void anApprovalAndACancellationCloseARequestOnce() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            VersionId version = workshop.aVersion();
            RequestId request = request(version);
            AtOnce.all(List.of(
                    () -> approve(HERE, rita, version),
                    () -> THERE.send(ann, new ChangeCommand.Cancel(version.model(), request, ann.actor(), null)),
                    () -> approve(THERE, rolf, version)));
            isClosedOnceAndDone(version, request);
        }
    }

    @Test
    void anApprovalAndARejectionCloseARequestOnce() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            VersionId version = workshop.aVersion();
            RequestId request = request(version);
            AtOnce.all(List.of(() -> approve(HERE, rita, version), () -> reject(THERE, rolf, version)));
            isClosedOnceAndDone(version, request);
        }
    }

    @Test
    void whatIsApprovedIsWhatTheVersionConsistedOf() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            VersionId version = workshop.aVersion();
            HERE.settle();
            RequestId request = request(version);
            List<Callable<?>> all = new ArrayList<>();
            all.add(() -> approve(HERE, rita, version));
            for (int files = 0; files < 3; files++) {
                String digest = "%064x".formatted(files + 1L + round);
                all.add(() -> THERE.send(
                        admin,
                        new ModelVersionCommand.VerifyArtifacts(
                                version, new Manifest(List.of(new Manifest.File("model", digest, 1))))));
            }
            assertThat(AtOnce.all(all)).allMatch(AtOnce.Answer::succeeded);
            isClosedOnceAndDone(version, request);
            decidedOnWhatWasThereThen(version);
        }
    }

    @Test
    void aChangeOfPolicyIsBeforeADirectDecisionOrAfterIt() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            VersionId version = workshop.aVersion();
            String alias = "alias-" + Uuid7.hex();
            ProposalId proposal = proposed(alias);
            Change change = new Change.OfAlias(alias, version.number(), null);
            List<AtOnce.Answer> answers = AtOnce.all(List.of(
                    () -> THERE.send(other, new PolicyCommand.Agree(proposal, other.actor(), null)),
                    () -> HERE.decide(
                            ann,
                            version.model(),
                            change,
                            facts -> new RegisteredModelCommand.SetAlias(
                                    version.model(), alias, version.number(), ann.actor(), facts))));
            assertThat(answers.getFirst().succeeded()).isTrue();
            assertThat(aliasesOf(version).contains(alias))
                    .isEqualTo(answers.getLast().succeeded());
        }
    }

    @Test
    void aThreadThatIsBegunMeanwhileIsSeenByTheDecisionOrComesAfterIt() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            VersionId version = workshop.aVersion();
            HERE.settle();
            inForce("""
                    policy: talked-over-%d
                    applies-to: {models: ["model %s"], changes: [{stage: {to: [Production]}}]}
                    requires: {threads: resolved}
                    """.formatted(round, version.model()), "talked-over-" + round);
            Discussion discussion = new Discussion(version.model(), request(version), version.number());
            assertThat(AtOnce.all(
                            List.of(() -> approve(HERE, rita, version), () -> THERE.send(rolf, start(discussion)))))
                    .allMatch(AtOnce.Answer::succeeded);
            assertThat(seen(version).stage().equals("Production"))
                    .isEqualTo(indexOf(version.model().stream(), "approval-given")
                            < indexOf(discussion.stream(), "thread.started"));
        }
    }

    private void inForce(String policy, String name) {
        ProposalId proposal = new ProposalId(Uuid7.hex());
        HERE.send(admin, new PolicyCommand.Propose(proposal, name, policy, List.of(), admin.actor(), null));
        HERE.send(other, new PolicyCommand.Agree(proposal, other.actor(), null));
    }

    private ThreadCommand start(Discussion discussion) {
        SealedText text = THERE.part(Vault.class).seal(rolf.subject(), "Who monitors it?");
        return new ThreadCommand.Start(
                discussion, new ThreadId(Uuid7.hex()), new CommentId(Uuid7.hex()), rolf.actor(), text, List.of());
    }

    private static long indexOf(String stream, String type) {
        return StoredEvents.of(HERE).of(stream).stream()
                .filter(row -> row.type().endsWith(type))
                .mapToLong(StoredEvents.Row::index)
                .findFirst()
                .orElseThrow();
    }

    private ProposalId proposed(String alias) {
        ProposalId proposal = new ProposalId(Uuid7.hex());
        String source = "policy: " + alias + "\napplies-to: {changes: [alias: " + alias
                + "]}\nrequires: {approvals: {group: reviewer}}\n";
        HERE.send(admin, new PolicyCommand.Propose(proposal, alias, source, List.of(), admin.actor(), null));
        return proposal;
    }

    private static Change move(VersionId version) {
        return new Change.ToStage(version.number(), Stage.NONE, Stage.PRODUCTION);
    }

    private RequestId request(VersionId version) {
        RequestId request = new RequestId(Uuid7.hex());
        HERE.decide(
                ann,
                version.model(),
                move(version),
                facts -> new ChangeCommand.Request(version.model(), request, move(version), ann.actor(), null, facts));
        return request;
    }

    private static Object approve(InProcessServer server, Person person, VersionId version) {
        server.decide(
                person,
                version.model(),
                move(version),
                facts -> new ChangeCommand.Approve(
                        version.model(), move(version), false, null, person.actor(), null, facts));
        return "approved";
    }

    private static Object reject(InProcessServer server, Person person, VersionId version) {
        server.decide(
                person,
                version.model(),
                move(version),
                facts -> new ChangeCommand.Reject(version.model(), move(version), person.actor(), null, facts));
        return "rejected";
    }

    private void isClosedOnceAndDone(VersionId version, RequestId request) {
        List<String> ends = StoredEvents.of(HERE).of(version.model().stream()).stream()
                .map(StoredEvents.Row::type)
                .filter(CLOSING::contains)
                .toList();
        assertThat(ends).hasSize(1);
        boolean approved = ends.getFirst().equals("registered-model.transition-approved");
        RequestView view = HERE.part(RequestQueries.class).byId(request).orElseThrow();
        assertThat(view.state().equals("APPROVED")).isEqualTo(approved);
        assertThat(seen(version).stage().equals("Production")).isEqualTo(approved);
    }

    /** The files that the decision names were the version's when it was taken, as the order of all events tells. */
    private void decidedOnWhatWasThereThen(VersionId version) {
        StoredEvents log = StoredEvents.of(HERE);
        StoredEvents.Row decision = log.of(version.model().stream()).stream()
                .filter(row -> row.type().equals("registered-model.transition-approved"))
                .findFirst()
                .orElseThrow();
        JsonNode decided = decision.payload().get("decided");
        long readAt = decided.at("/readAt").get(version.stream()).asLong();
        String lastDigest = log.of(version.stream()).stream()
                .filter(row -> row.sequence() <= readAt)
                .filter(row -> row.type().equals("model-version.artifacts-verified"))
                .map(row -> row.payload().get("digest").asString())
                .reduce((one, later) -> later)
                .orElse("unverified");
        assertThat(decided.at("/subject/artifacts").asString()).isEqualTo(lastDigest);
    }

    private static VersionView seen(VersionId version) {
        return HERE.part(VersionQueries.class)
                .byKeys(List.of(new VersionView.Key(version.model().value(), version.number())))
                .getFirst();
    }

    private static List<String> aliasesOf(VersionId version) {
        return seen(version).aliases();
    }
}
