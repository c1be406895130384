package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A case as expressions see it, in the types of {@link CelTypes}. What is not there has no key. */
final class CelFacts {

    private CelFacts() {}

    static Map<String, Object> of(Case about) {
        return Map.of(
                "model", model(about.model()),
                "change", change(about.change()),
                "version", version(about.candidate()),
                "champion", version(about.holder()),
                "checks", about.checks().stream().map(CelFacts::check).toList(),
                "approvals", about.approvals().stream().map(CelFacts::approval).toList(),
                "requesters", people(about.parties().getOrDefault(Party.REQUESTER, Set.of())),
                "now", about.at());
    }

    private static Map<String, Object> model(GovernedModel model) {
        Map<String, Object> facts = new HashMap<>(Map.of("name", model.name(), "tags", model.tags()));
        putIfKnown(facts, "tier", model.tier());
        return facts;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> facts = new HashMap<>();
        switch (change) {
            case Change.ToStage move ->
                facts.putAll(Map.of(
                        "kind",
                        "stage",
                        "version",
                        (long) move.version(),
                        "from",
                        move.from().label(),
                        "to",
                        move.to().label()));
            case Change.OfAlias alias -> {
                facts.putAll(Map.of("kind", "alias", "alias", alias.alias()));
                putIfKnown(facts, "version", whole(alias.version()));
                putIfKnown(facts, "previous", whole(alias.previous()));
            }
            case Change.DeletionOfVersion deletion ->
                facts.putAll(Map.of(
                        "kind",
                        "version-deletion",
                        "version",
                        (long) deletion.version(),
                        "from",
                        deletion.stage().label()));
            case Change.DeletionOfModel deletion -> facts.put("kind", "model-deletion");
            case Change.Revalidation of ->
                facts.putAll(Map.of(
                        "kind",
                        "revalidation",
                        "version",
                        (long) of.version(),
                        "to",
                        of.stage().label()));
            case Change.RevalidationOfAlias of ->
                facts.putAll(Map.of("kind", "alias-revalidation", "version", (long) of.version(), "alias", of.alias()));
            case Change.Renaming renaming -> facts.putAll(Map.of("kind", "renaming", "to", renaming.to()));
            case Change.OfTag tag -> {
                facts.putAll(Map.of("kind", "tag", "key", tag.key()));
                putIfKnown(facts, "version", whole(tag.version()));
            }
        }
        return facts;
    }

    private static Map<String, Object> version(@Nullable VersionFacts version) {
        if (version == null) {
            return Map.of();
        }
        return Map.of(
                "number", (long) version.version(),
                "version", (long) version.version(),
                "tags", version.tags(),
                "params", version.params(),
                "metrics", numbers(version.metrics()));
    }

    /** Not-a-number is no value: a comparison with it would be false, and its opposite true. */
    private static Map<String, Double> numbers(Map<String, Double> metrics) {
        Map<String, Double> numbers = new HashMap<>(metrics);
        numbers.values().removeIf(value -> value.isNaN());
        return numbers;
    }

    private static Map<String, Object> check(CheckResult check) {
        return Map.of(
                "name", check.name(),
                "state", check.state().name().toLowerCase(Locale.ROOT),
                "reporter", check.reporter().value(),
                "at", check.at());
    }

    private static Map<String, Object> approval(Approval approval) {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "by", approval.by().value(),
                "groups", approval.groups().stream().sorted().toList(),
                "at", approval.at()));
        putIfKnown(facts, "meaning", approval.meaning());
        return facts;
    }

    private static List<String> people(Set<SubjectId> people) {
        return people.stream().map(SubjectId::value).sorted().toList();
    }

    private static @Nullable Long whole(@Nullable Integer number) {
        return number == null ? null : number.longValue();
    }

    private static void putIfKnown(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
