package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a policy requires. */
final class RuleReader {

    private static final int MOST_RULES = 100;

    private final DocumentErrors errors;
    private final Surroundings surroundings;
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Reporter> reporters = new TreeMap<>();

    RuleReader(DocumentErrors errors, Surroundings surroundings) {
        this.errors = errors;
        this.surroundings = surroundings;
    }

    List<Rule> read(Fields fields) {
        fields.mapping("approvals").ifPresent(each -> add(each, new ApprovalReader(errors, surroundings)::read));
        if (fields.flag("no-veto")) {
            rules.add(new VetoRule());
        }
        ThreadsRule threads = fields.parsed("threads", Values::threads, "resolved");
        if (threads != null) {
            rules.add(threads);
        }
        fields.mappings("evidence").forEach(each -> add(each, this::evidence));
        fields.mappings("checklists").forEach(each -> add(each, ChecklistReader::read));
        fields.mappings("checks").forEach(each -> add(each, this::check));
        fields.mappings("metrics").forEach(each -> add(each, MetricReader::read));
        fields.mappings("conditions").forEach(each -> add(each, this::condition));
        var wait = fields.parsed("waiting-time", Values::duration, Values.DURATION);
        if (wait != null) {
            rules.add(new TimingRule.Wait(wait));
        }
        times(fields);
        fields.end();
        if (rules.size() > MOST_RULES) {
            fields.wrong("", "There are more than " + MOST_RULES + " rules; share them out among several policies.");
        }
        return rules;
    }

    /** Whom the checks that were read mean, by name. */
    List<Reporter> reporters() {
        return List.copyOf(reporters.values());
    }

    private void add(Fields fields, Function<Fields, @Nullable Rule> reader) {
        int before = errors.count();
        Rule rule = reader.apply(fields);
        if (rule == null) {
            return;
        }
        rules.add(rule);
        if (errors.count() == before && !names.add(rule.name())) {
            fields.wrong("", "There is a rule " + rule.name() + " already; one policy has one of each name.");
        }
    }

    private Rule evidence(Fields fields) {
        Rule rule = new EvidenceRule(
                fields.required("slot"),
                fields.textOrNull("type"),
                producers(fields),
                fields.parsed("within", Values::duration, Values.DURATION));
        fields.end();
        return rule;
    }

    private @Nullable String producers(Fields fields) {
        String group = fields.textOrNull("producers");
        Groups groups = surroundings.groups();
        if (group != null && groups != null && !groups.hasAnybodyIn(group)) {
            fields.unknownGroup("producers", group);
        }
        return group;
    }

    private Rule check(Fields fields) {
        Rule rule = new CheckRule(
                fields.required("name"), reporter(fields), fields.parsed("within", Values::duration, Values.DURATION));
        fields.end();
        return rule;
    }

    private SubjectId reporter(Fields fields) {
        String name = fields.required("reporter");
        Optional<SubjectId> found = surroundings.reporters().apply(name);
        if (found.isEmpty() && !name.isEmpty()) {
            fields.wrong("reporter", "There is no user " + name + "; use a user's name or subject id.");
        }
        SubjectId subject = found.orElse(new SubjectId(name));
        reporters.put(name, new Reporter(name, subject));
        return subject;
    }

    private Rule condition(Fields fields) {
        String label = fields.required("label");
        String expression = fields.required("expression");
        if (!expression.isEmpty()) {
            surroundings.expressions().apply(expression).forEach(problem -> wrong(fields, problem));
        }
        fields.end();
        return new ConditionRule(label, expression);
    }

    private static void wrong(Fields fields, ExpressionProblem problem) {
        String line = problem.line() == 1 ? "" : "of line " + problem.line() + " ";
        fields.wrongWithin(
                "expression",
                problem.line(),
                "At character " + problem.column() + " " + line + "of it: " + problem.message() + ".");
    }

    private void times(Fields fields) {
        TimingRule.Window window =
                fields.mapping("change-window").map(TimingReader::window).orElse(null);
        if (window != null) {
            rules.add(window);
        }
        fields.mappings("freezes").forEach(each -> add(each, TimingReader::freeze));
        List<TimingRule.Freeze> freezes = rules.stream()
                .filter(TimingRule.Freeze.class::isInstance)
                .map(TimingRule.Freeze.class::cast)
                .toList();
        if (surroundings.now() != null && !TimingReader.leaveAMoment(window, freezes, surroundings.now())) {
            fields.wrong("freezes", "Together with the change window they leave no moment in the next ten years.");
        }
    }
}
