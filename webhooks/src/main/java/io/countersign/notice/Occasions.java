package io.countersign.notice;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Decided;
import io.countersign.policy.PolicyEvent;
import io.countersign.policy.ProposalId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Finds in the log what people are to be told of, and writes it down in the transaction that moves the stream's token. */
final class Occasions {

    private final NoticeTable notices;

    Occasions(NoticeTable notices) {
        this.notices = notices;
    }

    private record Told(
            Topic topic, Happening happening, @Nullable String outcome) {}

    @EventHandler
    void on(DomainEvent event, EventMessage<?> message) {
        note(message);
    }

    /** As often as it may be: what is written down already stays as it is. */
    void note(EventMessage<?> message) {
        SubjectId actor = new SubjectId(
                String.valueOf(message.getMetaData().getOrDefault(EventMetadata.ACTOR, SubjectId.SYSTEM.value())));
        Instant at = message.getTimestamp();
        told((DomainEvent) message.getPayload())
                .map(told -> new Occasion(
                        message.getIdentifier(), told.topic(), told.happening(), told.outcome(), actor, at))
                .forEach(notices::add);
    }

    private static Stream<Told> told(DomainEvent event) {
        return switch (event) {
            case RegisteredModelEvent e -> ofModel(e);
            case GovernanceEvent e -> ofRequests(e);
            case PolicyEvent e -> ofPolicies(e);
            default -> Stream.empty();
        };
    }

    private static Stream<Told> ofModel(RegisteredModelEvent event) {
        return switch (event) {
            case RegisteredModelEvent.TransitionRequested e -> waits(e.request());
            case RegisteredModelEvent.TransitionRequestCancelled e -> decided(List.of(e.request()), "cancelled");
            case RegisteredModelEvent.TransitionRejected e -> decided(e.requests(), "rejected");
            case RegisteredModelEvent.TransitionApproved e -> approved(e.requests(), e.decided());
            default -> Stream.empty();
        };
    }

    private static Stream<Told> ofRequests(GovernanceEvent event) {
        return switch (event) {
            case GovernanceEvent.ChangeRequested e -> waits(e.request());
            case GovernanceEvent.ChangeRequestCancelled e -> decided(List.of(e.request()), "cancelled");
            case GovernanceEvent.RequestSuperseded e -> decided(List.of(e.request()), "superseded");
            case GovernanceEvent.RequestReopened e -> decided(List.of(e.predecessor()), "asked for once more");
            case GovernanceEvent.ChangeRejected e -> decided(e.requests(), "rejected");
            case GovernanceEvent.ChangeApproved e -> approved(e.requests(), e.decided());
            case GovernanceEvent.RequestsExpired e ->
                e.requests().stream().map(request -> new Told(topic(request), Happening.EXPIRED, null));
            case EmergencyEvent.BypassReviewed e ->
                Stream.of(new Told(bypass(e.request()), Happening.DECIDED, "reviewed"));
            default -> Stream.empty();
        };
    }

    private static Stream<Told> ofPolicies(PolicyEvent event) {
        return switch (event) {
            case PolicyEvent.Proposed e -> Stream.of(new Told(topic(e.proposal()), Happening.WAITING, null));
            case PolicyEvent.RetirementProposed e -> Stream.of(new Told(topic(e.proposal()), Happening.WAITING, null));
            case PolicyEvent.ProposalWithdrawn e -> decided(e.proposal(), "withdrawn");
            case PolicyEvent.ProposalRejected e -> decided(e.proposal(), "rejected");
            case PolicyEvent.Published e -> decided(e.proposal(), "agreed to");
            case PolicyEvent.Retired e -> decided(e.proposal(), "agreed to");
        };
    }

    private static Stream<Told> waits(RequestId request) {
        return Stream.of(new Told(topic(request), Happening.WAITING, null));
    }

    private static Stream<Told> decided(List<RequestId> requests, String outcome) {
        return requests.stream().map(request -> new Told(topic(request), Happening.DECIDED, outcome));
    }

    private static Stream<Told> decided(ProposalId proposal, String outcome) {
        return Stream.of(new Told(topic(proposal), Happening.DECIDED, outcome));
    }

    /** Where the glass was broken, its review waits from then on. */
    private static Stream<Told> approved(List<RequestId> requests, @Nullable Decided decided) {
        boolean broken = decided != null && decided.bypass() != null && !requests.isEmpty();
        return Stream.concat(
                decided(requests, "approved"),
                broken ? Stream.of(new Told(bypass(requests.getFirst()), Happening.WAITING, null)) : Stream.empty());
    }

    private static Topic topic(RequestId request) {
        return new Topic(Topic.Kind.REQUEST, request.value());
    }

    private static Topic bypass(RequestId request) {
        return new Topic(Topic.Kind.BYPASS, request.value());
    }

    private static Topic topic(ProposalId proposal) {
        return new Topic(Topic.Kind.PROPOSAL, proposal.value());
    }
}
