package io.countersign.search;

import java.util.List;
import java.util.Locale;

/**
 * Prompts are registered models with a tag of MLflow's. A search shows either prompts or models: prompts if its filter
 * asks for the tag to be true, in which case the tag is compared as any other; models in every other case.
 */
record PromptRule(Vocabulary vocabulary, Family tags) {

    private static final String TAG = "mlflow.prompt.is_prompt";

    /** What the rule adds to a search. */
    List<Fragment> scope(List<Comparison> filter) {
        return asksForPrompts(filter) ? List.of() : List.of(isModel());
    }

    /** What the rule leaves of a filter. */
    List<Comparison> filter(List<Comparison> filter) {
        filter.forEach(vocabulary::condition);
        return asksForPrompts(filter)
                ? filter
                : filter.stream().filter(comparison -> !isOnTag(comparison)).toList();
    }

    private boolean asksForPrompts(List<Comparison> filter) {
        return filter.stream()
                .filter(this::isOnTag)
                .findFirst()
                .filter(PromptRule::wantsTrue)
                .isPresent();
    }

    private boolean isOnTag(Comparison comparison) {
        String prefix = comparison.key().prefix();
        return prefix != null
                && tags.prefixes().contains(prefix)
                && comparison.key().name().equals(TAG);
    }

    private static boolean wantsTrue(Comparison comparison) {
        return switch (comparison.operator()) {
            case "=" -> value(comparison).equals("true");
            case "!=" -> value(comparison).equals("false");
            default -> false;
        };
    }

    private static String value(Comparison comparison) {
        return comparison.operand().value().toLowerCase(Locale.ROOT);
    }

    private Fragment isModel() {
        return Fragment.join("", tags.rowOf(TAG, "p"), Fragment.of(" and p.value = 'true'"))
                .wrapped("not exists (select from %s p where ".formatted(tags.table()), ")");
    }
}
