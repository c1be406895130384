package io.countersign.governance;

import io.countersign.decision.Changes;
import io.countersign.decision.PublishedPolicies;
import io.countersign.decision.Voters;
import io.countersign.governance.RequestMessages.Detail;
import io.countersign.governance.RequestMessages.PolicyStatus;
import io.countersign.governance.RequestMessages.Revision;
import io.countersign.governance.RequestMessages.Summary;
import io.countersign.governance.RequestMessages.Voice;
import io.countersign.inbox.BypassQueries;
import io.countersign.inbox.FindingQueries;
import io.countersign.inbox.RequestFilter;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.inbox.VoiceView;
import io.countersign.policy.Evaluation;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Standing;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.thread.ThreadQueries;
import io.countersign.wire.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Explains requests: what was asked, what the policies say of it, who said what, who could still decide. */
@Component
final class RequestDesk {

    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{32}\\b");

    private final Registry registry;
    private final RequestQueries requests;
    private final FindingQueries findings;
    private final BypassQueries bypasses;
    private final Changes changes;
    private final Voters voters;
    private final PublishedPolicies policies;
    private final ThreadQueries threads;

    RequestDesk(
            Registry registry,
            RequestQueries requests,
            FindingQueries findings,
            BypassQueries bypasses,
            ThreadQueries threads,
            Changes changes,
            Voters voters,
            PublishedPolicies policies) {
        this.registry = registry;
        this.requests = requests;
        this.findings = findings;
        this.bypasses = bypasses;
        this.changes = changes;
        this.voters = voters;
        this.policies = policies;
        this.threads = threads;
    }

    RequestView find(String id) {
        return requests.byId(new RequestId(id))
                .orElseThrow(() -> Rejection.of(Reason.REQUEST_NOT_FOUND, "There is no request %s.", id));
    }

    /**
     * @param model its name
     * @param kind as in {@link RequestMessages.ChangeMessage}
     */
    RequestFilter filter(@Nullable String model, @Nullable String kind) {
        return new RequestFilter(
                model == null || model.isEmpty() ? null : registry.id(model).value(),
                kind == null || kind.isEmpty() ? null : ChangeMessages.requireKind(kind));
    }

    /** @throws Rejection that says what became of it when it is open no longer */
    RequestView open(String id) {
        RequestView request = find(id);
        if (!request.isOpen()) {
            throw Rejection.of(
                    Reason.REQUEST_NOT_FOUND,
                    "Request %s is not open: it was %s by %s.",
                    id,
                    request.state().toLowerCase(Locale.ROOT),
                    String.valueOf(request.closedBy()));
        }
        return request;
    }

    /** @throws Rejection unless it was closed without the change being made */
    RequestView unmade(String id) {
        RequestView request = find(id);
        if (request.isOpen() || request.state().equals("APPROVED")) {
            throw Rejection.of(
                    Reason.REQUEST_NOT_CLOSED,
                    "Request %s is %s: only what was closed without the change being made can be asked for once more.",
                    id,
                    request.state().toLowerCase(Locale.ROOT));
        }
        return request;
    }

    Detail detail(RequestView request) {
        List<VoiceView> voices = requests.voices(request.ballot());
        if (!request.isOpen()) {
            return detail(request, new Evaluation(request.evaluation()), List.of(), voices);
        }
        Standing standing = standing(request);
        return detail(request, standing.evaluation(), voters.names(new ModelId(request.modelId()), standing), voices);
    }

    Summary summary(RequestView request) {
        return summary(request, inForce());
    }

    List<Summary> summaries(List<RequestView> some) {
        Set<PolicyRevision> inForce = inForce();
        return some.stream().map(request -> summary(request, inForce)).toList();
    }

    Standing standing(RequestView request) {
        return changes.standing(new ModelId(request.modelId()), request.change());
    }

    private Set<PolicyRevision> inForce() {
        return policies.inForce().stream().map(Policy::revision).collect(Collectors.toSet());
    }

    private Detail detail(
            RequestView request, Evaluation evaluation, List<String> couldDecide, List<VoiceView> voices) {
        return new Detail(
                summary(request),
                statuses(evaluation),
                request.isOpen() && evaluation.covered() && evaluation.lets(),
                couldDecide,
                of(voices, "APPROVAL"),
                of(voices, "VETO"),
                findings.ofBallot(request.ballot()).stream()
                        .map(FindingMessages.FindingMessage::of)
                        .toList(),
                of(voices, "BREAK_GLASS"),
                bypasses.byRequest(new RequestId(request.requestId()))
                        .map(BypassMessages.BypassMessage::of)
                        .orElse(null),
                threads.countOpen(new RequestId(request.requestId())),
                request.closedBy(),
                request.closedAt() == null ? null : Instant.ofEpochMilli(request.closedAt()),
                request.answer(),
                request.successor(),
                request.predecessor());
    }

    /** Rules name people by the ids under which the log knows them; whoever reads this knows their names. */
    private List<PolicyStatus> statuses(Evaluation evaluation) {
        Map<String, String> names = voters.namesById();
        UnaryOperator<String> named = text ->
                ID.matcher(text).replaceAll(id -> Matcher.quoteReplacement(names.getOrDefault(id.group(), id.group())));
        return evaluation.policies().stream()
                .map(findings -> PolicyStatus.of(findings, named))
                .toList();
    }

    private static List<Voice> of(List<VoiceView> voices, String kind) {
        return voices.stream()
                .filter(voice -> voice.kind().equals(kind))
                .map(Voice::of)
                .toList();
    }

    private static Summary summary(RequestView request, Set<PolicyRevision> inForce) {
        return new Summary(
                request.requestId(),
                request.model(),
                ChangeMessages.of(request.change()),
                request.requestedBy(),
                Instant.ofEpochMilli(request.requestedAt()),
                request.comment(),
                request.state().toLowerCase(Locale.ROOT),
                request.policies().stream().map(Revision::of).toList(),
                request.isOpen() && !inForce.containsAll(request.policies()));
    }
}
