package io.countersign.history;

import io.countersign.Uuid7;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.attempt.AttemptCommand;
import io.countersign.attempt.AttemptId;
import io.countersign.attempt.AttemptTarget;
import io.countersign.delegation.DelegationCommand;
import io.countersign.delegation.DelegationId;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.PasswordHash;
import io.countersign.identity.Person;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserCommand;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.Manifest;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.PolicyCommand;
import io.countersign.policy.ProposalId;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.rejection.Reason;
import io.countersign.thread.Discussion;
import io.countersign.thread.ThreadCommand;
import io.countersign.thread.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** An alias that takes two reviewers: asked for, taken back, refused, approved, objected to, and set at last. */
record GovernanceHistory(InProcessServer server, Person ann, Person gina, Person hugo) {

    private static final String TWO_REVIEWERS = """
            policy: two-reviewers
            applies-to: {changes: [alias: two-reviewers]}
            requires:
              approvals: {group: reviewer, count: 2, apart-from: [requester]}
              no-veto: true
            """;

    private static final String AT_ONCE = """
            policy: at-once
            applies-to: {changes: [alias: expiring]}
            requires: {no-veto: true}
            expires-after: PT1S
            """;

    GovernanceHistory(InProcessServer server) {
        this(server, Person.contributor(), registered(server), registered(server));
    }

    private static Person registered(InProcessServer server) {
        Person person = Person.reviewer();
        server.send(
                Person.admin(),
                new UserCommand.Register(
                        person.subject(),
                        "reviewer-" + Uuid7.hex(),
                        new PasswordHash("$argon2id$none"),
                        Set.of(Role.REVIEWER),
                        Set.of(),
                        SubjectId.SYSTEM));
        return person;
    }

    void write() {
        publish();
        delegate();
        VersionId version = new Workshop(server, ann).aVersion();
        ModelId model = version.model();
        Change alias = new Change.OfAlias("two-reviewers", version.number(), null);

        RequestId first = request(model, alias);
        server.send(ann, new ChangeCommand.Cancel(model, first, ann.actor(), written(ann)));
        request(model, alias);
        decide(gina, model, alias, facts -> new ChangeCommand.Reject(model, alias, gina.actor(), written(gina), facts));
        request(model, alias);
        refuse(model, alias, first);
        talk(new Discussion(model, first, version.number()));
        approve(gina, model, alias);
        server.send(gina, new ChangeCommand.Withdraw(model, alias, gina.actor(), written(gina)));
        approve(gina, model, alias);
        change(version);
        decide(hugo, model, alias, facts -> new ChangeCommand.Veto(model, alias, hugo.actor(), written(hugo), facts));
        approve(hugo, model, alias);
        decide(
                hugo,
                model,
                alias,
                facts -> new ChangeCommand.LiftVeto(model, alias, hugo.subject(), hugo.actor(), written(hugo), facts));
        approve(gina, model, alias);
        new EmergencyHistory(server, ann, gina, hugo).write(version);
        new FreezeHistory(server, ann, gina, hugo).write();
        request(model, new Change.OfAlias("expiring", version.number(), null));
        Deadline.soon("a request that waited too long is closed", () -> !server.sql()
                .queryForList("select request_id from change_requests where state = 'EXPIRED'")
                .isEmpty());
    }

    /** About what is decided already; and once more about what is of no version. */
    private void talk(Discussion discussion) {
        ThreadId thread = new ThreadId(Uuid7.hex());
        CommentId first = new CommentId(Uuid7.hex());
        List<SubjectId> ginas = List.of(gina.subject());
        server.send(
                ann,
                new ThreadCommand.Start(discussion, thread, first, ann.actor(), written(ann), List.of(hugo.subject())));
        CommentId reply = new CommentId(Uuid7.hex());
        server.send(hugo, new ThreadCommand.Reply(discussion, thread, reply, hugo.actor(), written(hugo), ginas));
        server.send(ann, new ThreadCommand.EditComment(discussion, thread, first, ann.actor(), written(ann), ginas));
        server.send(hugo, new ThreadCommand.DeleteComment(discussion, thread, reply, hugo.actor()));
        server.send(gina, new ThreadCommand.Resolve(discussion, thread, gina.actor()));
        server.send(ann, new ThreadCommand.Reopen(discussion, thread, ann.actor()));
        server.send(
                ann,
                new ThreadCommand.Start(
                        new Discussion(discussion.model(), new RequestId(Uuid7.hex()), null),
                        new ThreadId(Uuid7.hex()),
                        new CommentId(Uuid7.hex()),
                        ann.actor(),
                        written(ann),
                        ginas));
    }

    /** What was refused: an approval of one's own request, and something that nobody can tell what it was aimed at. */
    private void refuse(ModelId model, Change change, RequestId request) {
        Person system = Person.admin();
        server.send(
                system,
                new AttemptCommand.Record(
                        new AttemptId(Uuid7.hex()),
                        ann.subject(),
                        "decide-transition",
                        new AttemptTarget(model, change.candidate(), change.topic(), request),
                        Reason.OWN_REQUEST));
        server.send(
                system,
                new AttemptCommand.Record(
                        new AttemptId(Uuid7.hex()),
                        hugo.subject(),
                        "manage-users",
                        AttemptTarget.UNKNOWN,
                        Reason.PERMISSION_MISSING));
    }

    private void publish() {
        Person one = Person.admin();
        Person other = Person.admin();
        ProposalId proposal = new ProposalId(Uuid7.hex());
        server.send(
                one, new PolicyCommand.Propose(proposal, "two-reviewers", TWO_REVIEWERS, List.of(), one.actor(), null));
        server.send(other, new PolicyCommand.Agree(proposal, other.actor(), null));
        ProposalId second = new ProposalId(Uuid7.hex());
        server.send(one, new PolicyCommand.Propose(second, "at-once", AT_ONCE, List.of(), one.actor(), null));
        server.send(other, new PolicyCommand.Agree(second, other.actor(), null));
    }

    /** Gina's word in Hugo's hand: taken back, and given anew. */
    private void delegate() {
        Instant now = Instant.now();
        for (int round = 0; round < 2; round++) {
            DelegationId delegation = new DelegationId(Uuid7.hex());
            server.send(
                    gina,
                    new DelegationCommand.Give(
                            delegation, hugo.subject(), now, now.plusSeconds(600), now, gina.actor(), written(gina)));
            if (round == 0) {
                server.send(gina, new DelegationCommand.Revoke(delegation, now, gina.actor(), written(gina)));
            }
        }
    }

    private RequestId request(ModelId model, Change change) {
        RequestId request = new RequestId(Uuid7.hex());
        decide(
                ann,
                model,
                change,
                facts -> new ChangeCommand.Request(model, request, change, ann.actor(), written(ann), facts));
        return request;
    }

    private void approve(Person person, ModelId model, Change change) {
        Actor actor = person.actor();
        decide(
                person,
                model,
                change,
                facts -> new ChangeCommand.Approve(model, change, false, "reviewed", actor, written(person), facts));
    }

    /** After this it consists of other files than those that were approved. */
    private void change(VersionId version) {
        server.settle();
        Manifest other = new Manifest(List.of(new Manifest.File("other", "a2".repeat(32), 1)));
        server.send(Person.admin(), new ModelVersionCommand.VerifyArtifacts(version, other));
    }

    private void decide(Person by, ModelId model, Change change, Function<DecisionFacts, GovernedCommand> command) {
        server.decide(by, model, change, command);
    }

    private SealedText written(Person author) {
        return server.part(Vault.class).seal(author.subject(), History.WRITTEN);
    }
}
