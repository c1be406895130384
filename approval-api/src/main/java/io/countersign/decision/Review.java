package io.countersign.decision;

import io.countersign.CommandSender;
import io.countersign.RestsOnFacts;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.FindingCommand;
import io.countersign.governance.FindingId;
import io.countersign.identity.Actor;
import io.countersign.inbox.FindingQueries;
import io.countersign.inbox.FindingView;
import io.countersign.inbox.RequestFilter;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.inbox.VoiceView;
import io.countersign.policy.DecisionFacts;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Rejection;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks through the open requests for what nobody decided on in time and for approvals of what has changed since, and
 * through what approvers found for what was not mended in time, and has each model close or end them. Every server does; of
 * two that find the same the second changes nothing.
 */
@Component
class Review {

    private static final Logger LOG = LoggerFactory.getLogger(Review.class);
    private static final int AT_ONCE = 500;
    private static final Actor SYSTEM = SignedIn.SYSTEM.actor();

    private final RequestQueries requests;
    private final FindingQueries findings;
    private final PublishedPolicies policies;
    private final FactsReader facts;
    private final CommandSender commands;
    private final Clock clock;

    Review(
            RequestQueries requests,
            FindingQueries findings,
            PublishedPolicies policies,
            FactsReader facts,
            CommandSender commands,
            Clock clock) {
        this.requests = requests;
        this.findings = findings;
        this.policies = policies;
        this.facts = facts;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void all() {
        try {
            Set<String> ballots = new HashSet<>();
            RequestView last = null;
            for (List<RequestView> some = page(last); !some.isEmpty(); some = page(last)) {
                some.stream().filter(request -> ballots.add(request.ballot())).forEach(this::one);
                last = some.getLast();
            }
            findings.due(clock.instant(), AT_ONCE).forEach(this::revoke);
        } catch (DataAccessException e) {
            LOG.debug("The open requests cannot be looked through.", e);
        }
    }

    private List<RequestView> page(@Nullable RequestView after) {
        return requests.open(RequestFilter.ALL, after, AT_ONCE);
    }

    private void one(RequestView request) {
        try {
            if (isLate(request) || isStale(request)) {
                send(request);
            }
        } catch (RestsOnFacts.FactsChanged | Rejection e) {
            LOG.debug("Request {} is looked at again later.", request.requestId(), e);
        }
    }

    private void revoke(FindingView finding) {
        try {
            commands.send(
                    new FindingCommand.Revoke(
                            new ModelId(finding.modelId()),
                            new FindingId(finding.findingId()),
                            SYSTEM,
                            clock.instant()),
                    SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
        } catch (Rejection e) {
            LOG.debug("Finding {} is looked at again later.", finding.findingId(), e);
        }
    }

    private boolean isLate(RequestView request) {
        Instant askedAt = Instant.ofEpochMilli(request.requestedAt());
        return policies.ofRevisions(request.policies()).stream()
                .anyMatch(policy -> policy.isOver(askedAt, clock.instant()));
    }

    private boolean isStale(RequestView request) {
        List<Map<String, String>> approved = requests.voices(request.ballot()).stream()
                .filter(voice ->
                        voice.kind().equals("APPROVAL") && voice.state().equals("STANDS"))
                .map(VoiceView::subject)
                .toList();
        if (approved.isEmpty()) {
            return false;
        }
        Map<String, String> now = read(request).subject();
        return approved.stream().anyMatch(then -> !then.equals(now));
    }

    private void send(RequestView request) {
        commands.send(
                new ChangeCommand.Review(new ModelId(request.modelId()), request.change(), SYSTEM, read(request)),
                SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
    }

    private DecisionFacts read(RequestView request) {
        return facts.about(new ModelId(request.modelId()), request.change(), SYSTEM);
    }
}
