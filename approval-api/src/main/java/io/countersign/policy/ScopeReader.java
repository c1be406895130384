package io.countersign.policy;

import io.countersign.registeredmodel.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads where a policy applies. */
final class ScopeReader {

    private static final String KINDS = "Use stage, alias, tag, deletion or renaming.";
    private static final String PATTERN = "a name of up to 500 characters, with * and ? for others";

    private final DocumentErrors errors;

    ScopeReader(DocumentErrors errors) {
        this.errors = errors;
    }

    Scope read(Fields fields) {
        Scope scope = new Scope(
                fields.parsedEach("models", Values::pattern, PATTERN),
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
            trigger = fields.mapping("stage").map(ScopeReader::stages).orElseThrow();
        } else if (fields.has("alias")) {
            trigger = new Trigger.AliasChange(pattern(fields, "alias"));
        } else if (fields.has("tag")) {
            trigger = new Trigger.TagChange(pattern(fields, "tag"));
        } else {
            fields.wrong("", KINDS);
            return new Trigger.Deletion();
        }
        fields.end();
        return trigger;
    }

    private static NamePattern pattern(Fields fields, String name) {
        return Objects.requireNonNullElse(fields.parsed(name, Values::pattern, PATTERN), NamePattern.ANY);
    }

    private Trigger named(ScalarNode word, String field) {
        if (word.getValue().equals("renaming")) {
            return new Trigger.Renaming();
        }
        if (!word.getValue().equals("deletion")) {
            errors.add(word.getStartMark(), field, KINDS);
        }
        return new Trigger.Deletion();
    }

    private static Trigger stages(Fields fields) {
        Trigger trigger = new Trigger.StageChange(stages(fields, "from"), stages(fields, "to"));
        fields.end();
        return trigger;
    }

    private static Set<Stage> stages(Fields fields, String name) {
        List<Stage> stages = fields.parsedEach(name, Values::stage, "None, Staging, Production or Archived");
        return stages.isEmpty() ? Set.of() : EnumSet.copyOf(stages);
    }
}
