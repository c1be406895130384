package io.countersign.webhook;

import io.countersign.rejection.Invalid;
import io.countersign.wire.EnumText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** MLflow's entities and actions, which together are the words {@code entity.action}. */
final class MlflowEvents {

    private MlflowEvents() {}

    /** In the order of their numbers in {@code webhooks.proto}. */
    private enum Entity {
        REGISTERED_MODEL,
        MODEL_VERSION,
        MODEL_VERSION_TAG,
        MODEL_VERSION_ALIAS,
        PROMPT,
        PROMPT_VERSION,
        PROMPT_TAG,
        PROMPT_VERSION_TAG,
        PROMPT_ALIAS,
        BUDGET_POLICY
    }

    /** In the order of their numbers in {@code webhooks.proto}. */
    private enum Action {
        CREATED,
        UPDATED,
        DELETED,
        SET,
        EXCEEDED
    }

    static List<String> words(List<MlflowWebhookMessages.Event> events) {
        return events.stream().map(MlflowEvents::word).toList();
    }

    /** The word, of which there may be no event; whoever takes it finds that out. */
    static String word(MlflowWebhookMessages.Event event) {
        return name(Entity.class, event.entity(), "events.entity") + "."
                + name(Action.class, event.action(), "events.action");
    }

    private static <E extends Enum<E>> String name(Class<E> type, @Nullable EnumText text, String parameter) {
        E constant = EnumText.read(text, type, parameter);
        if (constant == null) {
            throw Invalid.missing(parameter);
        }
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
