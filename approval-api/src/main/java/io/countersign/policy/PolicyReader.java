package io.countersign.policy;

import io.countersign.policy.DocumentErrors.DocumentError;
import io.countersign.registeredmodel.Stage;
import java.io.StringReader;
import java.time.Duration;
import java.time.Period;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a policy from YAML, of which JSON is a part. */
public final class PolicyReader {

    private static final int MAX_CHARACTERS = 65_536;
    private static final int MAX_DEPTH = 20;

    private final DocumentErrors errors = new DocumentErrors();

    private PolicyReader() {}

    /** @throws InvalidPolicy with everything that is wrong */
    public static PolicyDocument read(String text) {
        PolicyReader reader = new PolicyReader();
        PolicyDocument document = reader.document(Fields.of(compose(text), "", reader.errors));
        if (!reader.errors.isEmpty()) {
            throw new InvalidPolicy(reader.errors.all());
        }
        return document;
    }

    private static Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new InvalidPolicy(List.of(new DocumentError(1, "", "The document is empty.")));
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InvalidPolicy(List.of(new DocumentError(line, "", "This is not YAML: " + e.getProblem() + ".")));
        } catch (YAMLException e) {
            throw new InvalidPolicy(List.of(new DocumentError(1, "", String.valueOf(e.getMessage()))));
        }
    }

    private PolicyDocument document(Fields fields) {
        String name = fields.required("policy");
        if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9-]{0,99}")) {
            fields.wrong("policy", "A name has up to 100 small letters, digits and dashes.");
        }
        String description = fields.text("description", "");
        Scope scope = fields.mapping("applies-to").map(this::scope).orElseGet(() -> nowhere(fields));
        List<Rule> rules = fields.mapping("requires")
                .map(requires -> new RuleReader(errors).read(requires))
                .orElse(List.of());
        if (rules.isEmpty()) {
            fields.wrong("requires", "A policy without rules would do nothing.");
        }
        Duration expiry = fields.parsed("expires-after", PolicyReader::positive, "a duration such as P30D");
        Period revalidation = fields.parsed("revalidate-every", PolicyReader::period, "a period such as P1Y");
        requireDistinct(fields, rules);
        fields.end();
        return new PolicyDocument(name, description, scope, rules, expiry, revalidation);
    }

    private static Scope nowhere(Fields fields) {
        fields.wrong("applies-to", "This field is missing.");
        return new Scope(List.of(), Map.of(), Set.of(), List.of());
    }

    private static void requireDistinct(Fields fields, List<Rule> rules) {
        Set<String> names = new HashSet<>();
        rules.stream()
                .map(Rule::name)
                .filter(name -> !names.add(name))
                .forEach(name -> fields.wrong("requires", "There are two rules " + name + "."));
    }

    private Scope scope(Fields fields) {
        Scope scope = new Scope(
                fields.texts("models").stream().map(NamePattern::new).toList(),
                fields.entries("tags"),
                Set.copyOf(fields.texts("risk-tiers")),
                fields.each("changes", this::trigger));
        if (scope.triggers().isEmpty()) {
            fields.wrong("changes", "Say which changes it is about, for example [{stage: {to: [Production]}}].");
        }
        fields.end();
        return scope;
    }

    private Trigger trigger(Fields list, Node item, String field) {
        if (item instanceof ScalarNode word) {
            return named(word, field);
        }
        Fields fields = Fields.of(item, field, errors);
        Trigger trigger;
        if (fields.has("stage")) {
            trigger = fields.mapping("stage").map(PolicyReader::stages).orElseThrow();
        } else if (fields.has("alias")) {
            trigger = new Trigger.AliasChange(new NamePattern(fields.required("alias")));
        } else {
            trigger = new Trigger.TagChange(new NamePattern(fields.required("tag")));
        }
        fields.end();
        return trigger;
    }

    private Trigger named(ScalarNode word, String field) {
        if (word.getValue().equals("renaming")) {
            return new Trigger.Renaming();
        }
        if (!word.getValue().equals("deletion")) {
            errors.add(word.getStartMark(), field, "Use stage, alias, tag, deletion or renaming.");
        }
        return new Trigger.Deletion();
    }

    private static Trigger stages(Fields fields) {
        Trigger trigger = new Trigger.StageChange(stages(fields, "from"), stages(fields, "to"));
        fields.end();
        return trigger;
    }

    private static Set<Stage> stages(Fields fields, String name) {
        List<Stage> stages = fields.parsedEach(name, PolicyReader::stage, "None, Staging, Production or Archived");
        return stages.isEmpty() ? Set.of() : EnumSet.copyOf(stages);
    }

    private static Stage stage(String label) {
        for (Stage stage : Stage.values()) {
            if (stage.label().equals(label)) {
                return stage;
            }
        }
        throw new IllegalArgumentException(label);
    }

    static Duration positive(String text) {
        Duration duration = Duration.parse(text.toUpperCase(Locale.ROOT));
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    private static Period period(String text) {
        Period period = Period.parse(text.toUpperCase(Locale.ROOT));
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException(text);
        }
        return period;
    }
}
