package io.countersign.policy;

import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code policy_revisions} and {@code policy_proposals}. */
public final class PolicyProjection {

    private final JdbcTemplate jdbc;

    public PolicyProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(PolicyEvent.Proposed event, @Timestamp Instant at) {
        jdbc.update(
                """
                        insert into policy_revisions
                            (policy, revision, source, reporters, state, proposed_by, proposed_at)
                        values (?, ?, ?, ?::jsonb, 'PROPOSED', ?, ?)""",
                event.revision().name(),
                event.revision().revision(),
                event.source(),
                reporters(event.reporters()),
                event.by().value(),
                at.toEpochMilli());
        open(event.proposal(), event.revision(), false, event.by(), at, event.comment());
    }

    private static String reporters(List<Reporter> reporters) {
        return ViewJson.write(reporters.stream().collect(Collectors.toMap(Reporter::name, reporter -> reporter.subject()
                .value())));
    }

    @EventHandler
    void on(PolicyEvent.RetirementProposed event, @Timestamp Instant at) {
        open(event.proposal(), event.revision(), true, event.by(), at, event.comment());
    }

    @EventHandler
    void on(PolicyEvent.ProposalWithdrawn event, @Timestamp Instant at) {
        close(event.proposal(), "WITHDRAWN", event.by(), at, null);
        refuse(event.proposal(), "WITHDRAWN");
    }

    @EventHandler
    void on(PolicyEvent.ProposalRejected event, @Timestamp Instant at) {
        close(event.proposal(), "REJECTED", event.by(), at, event.comment());
        refuse(event.proposal(), "REJECTED");
    }

    @EventHandler
    void on(PolicyEvent.Published event, @Timestamp Instant at) {
        close(event.proposal(), "AGREED", event.by(), at, event.comment());
        end(event.revision().name(), "SUPERSEDED", at);
        jdbc.update(
                "update policy_revisions set state = 'IN_FORCE', in_force_at = ? where policy = ? and revision = ?",
                at.toEpochMilli(),
                event.revision().name(),
                event.revision().revision());
    }

    @EventHandler
    void on(PolicyEvent.Retired event, @Timestamp Instant at) {
        close(event.proposal(), "AGREED", event.by(), at, event.comment());
        end(event.revision().name(), "RETIRED", at);
    }

    private void open(
            ProposalId proposal,
            PolicyRevision revision,
            boolean retires,
            SubjectId by,
            Instant at,
            @Nullable SealedText comment) {
        jdbc.update(
                """
                        insert into policy_proposals
                            (proposal_id, policy, revision, retires, proposed_by, proposed_at, comment, state)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, 'OPEN')""",
                proposal.value(),
                revision.name(),
                revision.revision(),
                retires,
                by.value(),
                at.toEpochMilli(),
                ViewJson.sealed(comment));
    }

    private void close(ProposalId proposal, String state, SubjectId by, Instant at, @Nullable SealedText answer) {
        jdbc.update("""
                        update policy_proposals set state = ?, closed_by = ?, closed_at = ?, answer = ?::jsonb
                        where proposal_id = ?""", state, by.value(), at.toEpochMilli(), ViewJson.sealed(answer), proposal.value());
    }

    private void refuse(ProposalId proposal, String state) {
        jdbc.update("""
                        update policy_revisions r set state = ? from policy_proposals p
                        where p.proposal_id = ? and r.policy = p.policy and r.revision = p.revision
                            and r.state = 'PROPOSED'""", state, proposal.value());
    }

    private void end(String policy, String state, Instant at) {
        jdbc.update(
                "update policy_revisions set state = ?, ended_at = ? where policy = ? and state = 'IN_FORCE'",
                state,
                at.toEpochMilli(),
                policy);
    }
}
