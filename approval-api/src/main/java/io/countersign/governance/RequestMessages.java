package io.countersign.governance;

import io.countersign.governance.BypassMessages.BypassMessage;
import io.countersign.governance.FindingMessages.FindingMessage;
import io.countersign.inbox.VoiceView;
import io.countersign.policy.Finding;
import io.countersign.policy.PolicyFindings;
import io.countersign.policy.PolicyRevision;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on requests for changes. */
public final class RequestMessages {

    private RequestMessages() {}

    /** @param supersedes an open request of one's own whose place it takes */
    record Ask(
            @Nullable ChangeMessage change,
            @Nullable String supersedes,
            @Nullable String comment) {}

    /** @param findings on condition that these are mended in time */
    record Approve(
            @Nullable Boolean archiveExistingVersions,
            @Nullable String meaning,
            @Nullable String password,
            @Nullable List<FindingMessages.Finding> findings,
            @Nullable String comment) {}

    record Answer(@Nullable String comment) {}

    /** @param author whose veto; whoever acts when left out */
    record LiftVeto(@Nullable String author, @Nullable String comment) {}

    /**
     * A change, by kind.
     *
     * @param kind {@code stage}, {@code revalidation}, {@code alias}, {@code alias-revalidation}, {@code version-deletion},
     *     {@code model-deletion}, {@code renaming} or {@code tag}
     */
    public record ChangeMessage(
            @Required String kind,
            @Nullable String version,
            @Nullable String stage,
            @Nullable String alias,
            @Nullable String name,
            @Nullable String key,
            @Nullable String value,
            @Nullable String from,
            @Nullable Integer previousVersion) {}

    record Revision(String policy, int revision) {

        static Revision of(PolicyRevision revision) {
            return new Revision(revision.name(), revision.revision());
        }
    }

    /**
     * A request as lists show it.
     *
     * @param state {@code open}, {@code approved}, {@code rejected}, {@code cancelled}, {@code expired} or
     *     {@code superseded}
     * @param policies by which it is decided
     * @param outdated whether a policy that decides on it has a newer revision in force
     */
    record Summary(
            String requestId,
            String model,
            ChangeMessage change,
            String requestedBy,
            Instant requestedAt,
            @Nullable String comment,
            String state,
            List<Revision> policies,
            boolean outdated) {}

    /**
     * A request with how it stands: for an open one what the policies say now, for a closed one what they said when it was
     * decided.
     *
     * @param ready whether nothing stands in its way
     * @param couldDecide who could decide on it, by name
     * @param findings on condition of what approvals were given
     * @param breakGlass who wanted the glass broken, and why; where two people did, {@code bypass} says so
     * @param supersededBy the request that took its place
     * @param reopens the closed request that it asks for once more
     * @param openThreads how many threads on it nobody has resolved
     */
    record Detail(
            Summary request,
            List<PolicyStatus> policies,
            boolean ready,
            List<String> couldDecide,
            List<Voice> approvals,
            List<Voice> vetoes,
            List<FindingMessage> findings,
            List<Voice> breakGlass,
            @Nullable BypassMessage bypass,
            int openThreads,
            @Nullable String closedBy,
            @Nullable Instant closedAt,
            @Nullable String answer,
            @Nullable String supersededBy,
            @Nullable String reopens) {}

    /** @param topic of which change, where others follow from the one that was asked for */
    record PolicyStatus(String policy, int revision, String topic, List<RuleStatus> rules) {

        static PolicyStatus of(PolicyFindings findings, UnaryOperator<String> named) {
            return new PolicyStatus(
                    findings.policy().name(),
                    findings.policy().revision(),
                    findings.topic(),
                    findings.findings().stream()
                            .map(finding -> RuleStatus.of(finding, named))
                            .toList());
        }
    }

    /**
     * @param status {@code not applicable}, {@code unsatisfied}, {@code satisfied}, {@code overridden}, {@code bypassed} or
     *     {@code error}
     * @param open what could still satisfy it
     */
    record RuleStatus(String rule, String status, String says, List<String> lookedAt, List<String> open) {

        static RuleStatus of(Finding finding, UnaryOperator<String> named) {
            return new RuleStatus(
                    finding.rule(),
                    finding.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    named.apply(finding.says()),
                    finding.lookedAt().stream().map(named).toList(),
                    finding.open().stream().map(named).toList());
        }
    }

    /**
     * An approval, or a veto.
     *
     * @param state {@code stands}, {@code withdrawn}, {@code stale}, {@code revoked} or {@code dismissed}
     * @param subject what exactly was approved, each fact by name
     * @param changed the facts that are not what they were, where that ended it
     */
    record Voice(
            String by,
            Instant at,
            @Nullable String meaning,
            @Nullable String comment,
            Map<String, String> subject,
            String state,
            List<String> changed,
            @Nullable String endedBy,
            @Nullable Instant endedAt) {

        static Voice of(VoiceView view) {
            return new Voice(
                    view.saidBy(),
                    Instant.ofEpochMilli(view.saidAt()),
                    view.meaning(),
                    view.comment(),
                    view.subject(),
                    view.state().toLowerCase(Locale.ROOT),
                    view.changed(),
                    view.endedBy(),
                    view.endedAt() == null ? null : Instant.ofEpochMilli(view.endedAt()));
        }
    }

    record Page(List<Summary> requests, @Nullable String nextPageToken) {}
}
