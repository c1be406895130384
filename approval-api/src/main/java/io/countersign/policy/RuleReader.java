package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what a policy requires. */
final class RuleReader {

    private static final int MOST_WAYS = 32;
    private static final int MOST_PEOPLE = 20;
    private static final String DURATION = "a duration such as P30D or PT24H";

    private final DocumentErrors errors;

    RuleReader(DocumentErrors errors) {
        this.errors = errors;
    }

    List<Rule> read(Fields fields) {
        List<Rule> rules = new ArrayList<>();
        fields.mapping("approvals").map(this::approvals).ifPresent(rules::add);
        if ("true".equals(fields.text("no-veto", "false"))) {
            rules.add(new VetoRule());
        }
        fields.mappings("evidence").forEach(each -> rules.add(evidence(each)));
        fields.mappings("checks").forEach(each -> rules.add(check(each)));
        fields.mappings("metrics").forEach(each -> rules.add(metric(each)));
        fields.mappings("conditions").forEach(each -> rules.add(condition(each)));
        var wait = fields.parsed("waiting-time", PolicyReader::positive, DURATION);
        if (wait != null) {
            rules.add(new TimingRule.Wait(wait));
        }
        fields.mapping("change-window").map(RuleReader::window).ifPresent(rules::add);
        fields.mappings("freezes").forEach(each -> rules.add(freeze(each)));
        fields.end();
        return rules;
    }

    private Rule approvals(Fields fields) {
        Set<Party> apart = EnumSet.allOf(Party.class);
        if (fields.has("apart-from")) {
            List<Party> named = fields.parsedEach("apart-from", RuleReader::party, parties());
            apart = named.isEmpty() ? EnumSet.noneOf(Party.class) : EnumSet.copyOf(named);
        }
        Quorum quorum = quorum(fields);
        if (quorum.ways().size() > MOST_WAYS) {
            fields.wrong("", "There are more than " + MOST_WAYS + " ways to meet it; name fewer alternatives.");
        }
        fields.end();
        return new ApprovalRule(quorum, apart);
    }

    private Quorum quorum(Fields fields) {
        if (fields.has("all")) {
            return new Quorum.All(parts(fields, "all"));
        }
        if (fields.has("any")) {
            return new Quorum.Any(parts(fields, "any"));
        }
        String group = fields.required("group");
        Integer count = fields.parsed("count", RuleReader::people, "a number from 1 to " + MOST_PEOPLE);
        return new Quorum.Of(group, count == null ? 1 : count);
    }

    private List<Quorum> parts(Fields fields, String name) {
        List<Quorum> parts = fields.each(name, this::part);
        if (parts.isEmpty()) {
            fields.wrong(name, "Nobody is named.");
            return List.of(new Quorum.Of("", 1));
        }
        return parts;
    }

    private Quorum part(Fields list, Node item, String field) {
        Fields fields = Fields.of(item, field, errors);
        Quorum quorum = quorum(fields);
        fields.end();
        return quorum;
    }

    private static int people(String text) {
        int count = Integer.parseInt(text);
        if (count < 1 || count > MOST_PEOPLE) {
            throw new IllegalArgumentException(text);
        }
        return count;
    }

    private static Party party(String label) {
        for (Party party : Party.values()) {
            if (party.label().equals(label)) {
                return party;
            }
        }
        throw new IllegalArgumentException(label);
    }

    private static String parties() {
        return String.join(
                ", ", EnumSet.allOf(Party.class).stream().map(Party::label).toList());
    }

    private static Rule evidence(Fields fields) {
        Rule rule = new EvidenceRule(
                fields.required("slot"),
                fields.textOrNull("type"),
                fields.textOrNull("producers"),
                fields.parsed("within", PolicyReader::positive, DURATION));
        fields.end();
        return rule;
    }

    private static Rule check(Fields fields) {
        Rule rule = new CheckRule(
                fields.required("name"),
                new SubjectId(fields.required("reporter")),
                fields.parsed("within", PolicyReader::positive, DURATION));
        fields.end();
        return rule;
    }

    private static Rule metric(Fields fields) {
        String name = fields.required("metric");
        Double atLeast = number(fields, "at-least");
        Double atMost = number(fields, "at-most");
        String better = fields.text("better", atMost == null ? "higher" : "lower");
        if (!better.equals("higher") && !better.equals("lower")) {
            fields.wrong("better", "Use higher or lower.");
        }
        boolean higher = better.equals("higher");
        if (atLeast != null && atMost != null || (higher ? atMost != null : atLeast != null)) {
            fields.wrong("", "Use at-least where higher values are better, and at-most where lower ones are.");
        }
        Double slack = number(fields, "worse-than-current-by-at-most");
        Double bound = higher ? atLeast : atMost;
        if (bound == null && slack == null) {
            fields.wrong("", "It asks for nothing: use at-least, at-most or worse-than-current-by-at-most.");
        }
        fields.end();
        return new MetricRule(name, higher, bound, slack);
    }

    private static @Nullable Double number(Fields fields, String name) {
        return fields.parsed(name, RuleReader::finite, "a number");
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static Rule condition(Fields fields) {
        Rule rule = new ConditionRule(fields.required("label"), fields.required("expression"));
        fields.end();
        return rule;
    }

    private static Rule window(Fields fields) {
        List<DayOfWeek> days = fields.parsedEach("days", RuleReader::day, "days such as MONDAY");
        LocalTime from = fields.parsed("from", LocalTime::parse, "a time such as 09:00");
        LocalTime until = fields.parsed("until", LocalTime::parse, "a time such as 17:00");
        ZoneId zone = fields.parsed("zone", ZoneId::of, "a time zone such as Europe/Berlin");
        if (days.isEmpty() || from == null || until == null || !from.isBefore(until)) {
            fields.wrong(
                    "", "It never opens: name days, and a time from which and a later one until which it is open.");
        }
        fields.end();
        return new TimingRule.Window(
                Set.copyOf(days),
                Objects.requireNonNullElse(from, LocalTime.MIN),
                Objects.requireNonNullElse(until, LocalTime.MAX),
                Objects.requireNonNullElse(zone, ZoneOffset.UTC));
    }

    private static DayOfWeek day(String text) {
        return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Rule freeze(Fields fields) {
        Instant from = fields.parsed("from", RuleReader::instant, "a time such as 2027-12-20T00:00:00Z");
        Instant until = fields.parsed("until", RuleReader::instant, "a time such as 2028-01-05T00:00:00Z");
        if (from == null || until == null || !from.isBefore(until)) {
            fields.wrong("", "Name a time from which and a later one until which changes are frozen.");
        }
        fields.end();
        return new TimingRule.Freeze(
                Objects.requireNonNullElse(from, Instant.MIN), Objects.requireNonNullElse(until, Instant.MIN));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
