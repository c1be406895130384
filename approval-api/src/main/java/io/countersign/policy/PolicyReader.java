package io.countersign.policy;

import java.io.StringReader;
import java.time.Duration;
import java.time.Period;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a policy from YAML, of which JSON is a part. */
public final class PolicyReader {

    private static final int MAX_CHARACTERS = 65_536;
    private static final int MAX_DEPTH = 20;

    /** What routes have in the place of a name. */
    private static final Set<String> RESERVED = Set.of("schema");

    private final DocumentErrors errors = new DocumentErrors();
    private final RuleReader rules;
    private final BreakGlassReader breakGlass;

    private PolicyReader(Surroundings surroundings) {
        this.rules = new RuleReader(errors, surroundings);
        this.breakGlass = new BreakGlassReader(surroundings);
    }

    /**
     * A document and those whom it means.
     *
     * @param reporters of checks, by name
     */
    record Examined(PolicyDocument document, List<Reporter> reporters) {}

    /**
     * Whether or not anybody could satisfy it, and with names as they stand.
     *
     * @throws InvalidPolicy with everything that is wrong
     */
    public static PolicyDocument read(String text) {
        return examine(text, Surroundings.NONE).document();
    }

    /**
     * What was proposed before.
     *
     * @param reporters whom it meant when it was proposed
     */
    public static PolicyDocument read(String source, List<Reporter> reporters) {
        return examine(source, Surroundings.settled(reporters)).document();
    }

    /** @throws InvalidPolicy with everything that is wrong, also why it can never be satisfied */
    static Examined examine(String text, Surroundings surroundings) {
        PolicyReader reader = new PolicyReader(surroundings);
        PolicyDocument document = reader.document(Fields.of(compose(text), "", reader.errors));
        if (!reader.errors.isEmpty()) {
            throw new InvalidPolicy(reader.errors.all(), named(document.name()), reader.errors.haveAnUnknownGroup());
        }
        return new Examined(document, reader.rules.reporters());
    }

    private static Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw unreadable(1, "The document is empty.");
            }
            if (!(root instanceof MappingNode)) {
                throw unreadable(1, "Here must be fields with values.");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw unreadable(line, "This is not YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            throw unreadable(1, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidPolicy unreadable(int line, String message) {
        DocumentErrors errors = new DocumentErrors();
        errors.add(line, "", message);
        return new InvalidPolicy(errors.all());
    }

    private PolicyDocument document(Fields fields) {
        String name = name(fields);
        String description = fields.text("description", "");
        Scope scope =
                fields.mapping("applies-to").map(new ScopeReader(errors)::read).orElseGet(() -> nowhere(fields));
        Duration expiry = fields.parsed("expires-after", Values::duration, Values.DURATION);
        List<Rule> required = required(fields, expiry);
        Set<String> subjectTags =
                fields.mapping("subject").map(PolicyReader::tags).orElse(Set.of());
        SigningRule signing = fields.mapping("signing").map(SigningReader::read).orElse(null);
        Validity validity = validity(fields);
        BreakGlass glass = fields.mapping("break-glass").map(breakGlass::read).orElse(null);
        fields.end();
        return new PolicyDocument(name, description, scope, required, subjectTags, signing, expiry, validity, glass);
    }

    private static @Nullable String named(String name) {
        return name.matches("[a-z0-9][a-z0-9-]{0,99}") ? name : null;
    }

    private static String name(Fields fields) {
        String name = fields.required("policy");
        if (!name.isEmpty() && named(name) == null) {
            fields.wrong("policy", "A name has up to 100 small letters, digits and dashes.");
        }
        if (RESERVED.contains(name)) {
            fields.wrong("policy", "No policy can have this name; use another.");
        }
        return name;
    }

    private static Scope nowhere(Fields fields) {
        fields.wrong("applies-to", "This field is missing.");
        return new Scope(List.of(), Map.of(), Set.of(), List.of());
    }

    private List<Rule> required(Fields fields, @Nullable Duration expiry) {
        int before = errors.count();
        Optional<Fields> requires = fields.mapping("requires");
        List<Rule> required = requires.map(rules::read).orElse(List.of());
        if (required.isEmpty() && errors.count() == before) {
            fields.wrong("requires", "A policy without rules would do nothing.");
        }
        requires.ifPresent(each -> requireTimeToWait(each, required, expiry));
        return required;
    }

    private static void requireTimeToWait(Fields requires, List<Rule> rules, @Nullable Duration expiry) {
        boolean neverOver = rules.stream()
                .anyMatch(rule -> rule instanceof TimingRule.Wait wait
                        && expiry != null
                        && wait.time().compareTo(expiry) >= 0);
        if (neverOver) {
            requires.wrong(
                    "waiting-time",
                    "No request would live to see it over: expires-after is " + expiry + ", and must be longer.");
        }
    }

    private static Set<String> tags(Fields fields) {
        Set<String> tags = new LinkedHashSet<>(fields.texts("tags"));
        if (tags.isEmpty()) {
            fields.wrong("tags", "Name the tags of a version that belong to what is approved.");
        }
        fields.end();
        return tags;
    }

    private static Validity validity(Fields fields) {
        Period every = fields.parsed("revalidate-every", Values::period, Values.PERIOD);
        Period warning = fields.parsed("revalidation-warning", Values::period, Values.PERIOD);
        if (warning != null && (every == null || !Values.isLonger(every, warning))) {
            fields.wrong("revalidation-warning", "It must be shorter than revalidate-every, which is " + every + ".");
        }
        WhenStale stale = fields.parsed("when-stale", Values::whenStale, "warn or deny");
        return new Validity(every, warning, stale == null ? WhenStale.DENY : stale);
    }
}
