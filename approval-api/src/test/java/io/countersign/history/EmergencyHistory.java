package io.countersign.history;

import io.countersign.Uuid7;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.EmergencyCommand;
import io.countersign.governance.FindingCommand;
import io.countersign.governance.FindingId;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.Person;
import io.countersign.inbox.FindingQueries;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyCommand;
import io.countersign.policy.ProposalId;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An alias that is approved on condition, asked for anew, and at last set by two people who could not wait. */
record EmergencyHistory(InProcessServer server, Person ann, Person gina, Person hugo) {

    private static final String BREAKABLE = """
            policy: breakable
            applies-to: {changes: [alias: breakable]}
            requires:
              approvals: {group: reviewer, count: 2, apart-from: [requester]}
            break-glass: {group: reviewer, for-at-most: PT4H}
            """;

    void write(VersionId version) {
        publish();
        ModelId model = version.model();
        Change alias = new Change.OfAlias("breakable", version.number(), null);

        RequestId first = request(model, alias, null, null);
        FindingId resolved = approveOn(model, alias, Instant.now().plusSeconds(3600));
        server.send(gina, new FindingCommand.Resolve(model, resolved, gina.actor(), written(gina)));
        request(model, alias, first, null);
        FindingId overdue = approveOn(model, alias, Instant.now().plusMillis(200));
        Deadline.soon(
                "an approval is revoked whose condition is not met in time", () -> server.part(FindingQueries.class)
                        .byId(overdue)
                        .orElseThrow()
                        .state()
                        .equals("OVERDUE"));
        server.decide(gina, model, alias, facts -> new ChangeCommand.Reject(model, alias, gina.actor(), null, facts));
        RequestId last = request(model, alias, null, first);
        breakGlass(gina, model, alias);
        breakGlass(hugo, model, alias);
        Person admin = Person.admin();
        server.decide(
                admin,
                model,
                alias,
                facts -> new EmergencyCommand.ReviewBypass(model, last, admin.actor(), written(admin), facts));
    }

    private void publish() {
        Person one = Person.admin();
        Person other = Person.admin();
        ProposalId proposal = new ProposalId(Uuid7.hex());
        server.send(one, new PolicyCommand.Propose(proposal, "breakable", BREAKABLE, List.of(), one.actor(), null));
        server.send(other, new PolicyCommand.Agree(proposal, other.actor(), null));
    }

    private RequestId request(
            ModelId model, Change change, @Nullable RequestId supersedes, @Nullable RequestId reopens) {
        RequestId request = new RequestId(Uuid7.hex());
        server.decide(
                ann,
                model,
                change,
                facts -> new ChangeCommand.Request(
                        model, request, change, supersedes, reopens, ann.actor(), null, facts));
        return request;
    }

    private FindingId approveOn(ModelId model, Change change, Instant due) {
        FindingId id = new FindingId(Uuid7.hex());
        ReviewFinding finding = new ReviewFinding(id, ReviewFinding.Severity.HIGH, ann.subject(), due, written(gina));
        server.decide(
                gina,
                model,
                change,
                facts -> new ChangeCommand.Approve(
                        model, change, false, null, null, List.of(finding), gina.actor(), null, facts));
        return id;
    }

    private void breakGlass(Person by, ModelId model, Change change) {
        server.decide(
                by,
                model,
                change,
                facts -> new EmergencyCommand.BreakGlass(model, change, false, null, by.actor(), written(by), facts));
    }

    private SealedText written(Person author) {
        return server.part(Vault.class).seal(author.subject(), History.WRITTEN);
    }
}
