package io.countersign.simulation;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Drafts;
import io.countersign.policy.NamePattern;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDocument;
import io.countersign.rejection.Invalid;
import io.countersign.signin.People;
import io.countersign.simulation.Report.Bottleneck;
import io.countersign.simulation.Simulation.Question;
import io.countersign.simulation.SimulationMessages.Answer;
import io.countersign.wire.Sender;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a draft of a policy would have meant for the decisions of the past. Nothing is changed by asking. */
@GovernanceRoutes
@Requires(Operation.SIMULATE_POLICY)
final class SimulationRoutes {

    private static final int MOST_TOLD = 1000;

    private final Sender sender;
    private final Drafts drafts;
    private final SimulationDesk desk;
    private final People people;

    SimulationRoutes(Sender sender, Drafts drafts, SimulationDesk desk, People people) {
        this.sender = sender;
        this.drafts = drafts;
        this.desk = desk;
        this.people = people;
    }

    /**
     * The body is the document, as YAML or JSON, just as it would be proposed.
     *
     * @param model a pattern for the names that models had when it was decided
     * @param replaces the policy in force whose place the draft would take; that of its own name when left out
     */
    @PostMapping("/policies/simulate")
    Answer simulate(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String replaces,
            @RequestParam(defaultValue = "100") int limit)
            throws IOException {
        Question question = question(since, until, model, limit);
        PolicyDocument draft = drafts.read(request, sender.actor()).document();
        Policy replaced = desk.replacedBy(draft, replaces).orElse(null);
        Report report = desk.simulate(draft, replaced, question);
        return new Telling(people.names(named(report))).answer(draft, question, report);
    }

    private static Question question(
            @Nullable String since, @Nullable String until, @Nullable String model, int limit) {
        if (limit < 1 || limit > MOST_TOLD) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MOST_TOLD + ".");
        }
        Instant first = time("since", since);
        Instant end = time("until", until);
        if (first != null && end != null && !first.isBefore(end)) {
            throw Invalid.value("until", until, "use a time after since, which is " + first + ".");
        }
        return new Question(first, end, model == null ? NamePattern.ANY : new NamePattern(model), limit);
    }

    private static @Nullable Instant time(String parameter, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Invalid.value(parameter, text, "use a time such as 2027-01-31T00:00:00Z.");
        }
    }

    private static Set<SubjectId> named(Report report) {
        return report.bottlenecks().stream()
                .map(Bottleneck::people)
                .flatMap(people -> people.keySet().stream())
                .collect(Collectors.toSet());
    }
}
