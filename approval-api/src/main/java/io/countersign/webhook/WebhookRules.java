package io.countersign.webhook;

import io.countersign.delivery.Endpoint;
import io.countersign.egress.Call;
import io.countersign.egress.Targets;
import io.countersign.jenkins.JobRules;
import io.countersign.payload.Vocabularies;
import io.countersign.payload.Vocabulary;
import io.countersign.rejection.Invalid;
import io.countersign.signing.Secrets;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is wrong with a webhook is said when it is made, not when nothing arrives. */
@Component
final class WebhookRules {

    private static final int MOST_EVENTS = 200;
    private static final int MOST_MODELS = 100;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_AUTHORIZATION = 4096;

    private final Vocabularies vocabularies;
    private final Targets targets;

    WebhookRules(Vocabularies vocabularies, Targets targets) {
        this.vocabularies = vocabularies;
        this.targets = targets;
    }

    /** @throws io.countersign.rejection.Rejection with what is wrong, and what would be right */
    void require(WebhookDraft draft) {
        requireEvents(draft.events(), vocabularies.of(draft.kind()));
        requireMatching(draft);
        if (draft.models().size() > MOST_MODELS) {
            throw Invalid.value("models", draft.models().size(), "name " + MOST_MODELS + " at most, or none for all.");
        }
        if (draft.name() != null && draft.name().length() > LONGEST_NAME) {
            throw Invalid.tooLong("name", LONGEST_NAME);
        }
        if (draft.secret() != null) {
            requireSecret(draft.kind(), draft.secret());
        }
        requireAuthorization(draft.authorization());
        requireJob(draft);
        targets.check(draft.url());
    }

    /** @throws io.countersign.rejection.Rejection when it is weak, or none of this kind */
    static void requireSecret(WebhookKind kind, String secret) {
        if (kind == WebhookKind.COUNTERSIGN) {
            Secrets.requireStandard(secret);
        } else {
            Secrets.requireText(secret);
        }
    }

    private static void requireJob(WebhookDraft draft) {
        if (draft.job() != null) {
            JobRules.require(draft.job(), draft.events());
            JobRules.requireBase(draft.url());
        }
    }

    /** @throws io.countersign.rejection.Rejection when the receiver would know nothing of who calls it, and has to */
    static void requireWayIn(Endpoint endpoint) {
        if (endpoint.kind() == WebhookKind.JENKINS) {
            JobRules.requireWayIn(endpoint.authorization(), endpoint.secret());
        }
    }

    private static void requireEvents(List<String> events, Vocabulary vocabulary) {
        if (events.isEmpty()) {
            throw Invalid.missing("events");
        }
        if (events.size() > MOST_EVENTS) {
            throw Invalid.value("events", events.size(), "name " + MOST_EVENTS + " at most.");
        }
        for (String event : events) {
            if (!vocabulary.words().contains(event)) {
                throw Invalid.value("events", event, "there is no such event. Use " + some(event, vocabulary));
            }
        }
        if (new HashSet<>(events).size() < events.size()) {
            throw Invalid.value("events", String.join(", ", events), "name each event once.");
        }
    }

    /** Those that begin alike, where there are such; else all. */
    private static String some(String event, Vocabulary vocabulary) {
        String family = event.contains(".") ? event.substring(0, event.indexOf('.') + 1) : event;
        List<String> alike = vocabulary.words().stream()
                .filter(word -> word.startsWith(family))
                .toList();
        return "one of " + String.join(", ", alike.isEmpty() ? vocabulary.words() : alike) + ".";
    }

    private void requireMatching(WebhookDraft draft) {
        Vocabulary vocabulary = vocabularies.of(draft.kind());
        if (!draft.models().isEmpty()) {
            requireEach(draft.events(), vocabulary::concernsModels, "models", "is about no model");
        }
        if (!draft.stages().isEmpty()) {
            requireEach(draft.events(), vocabulary::concernsStages, "stages", "is about no stage");
        }
    }

    private static void requireEach(
            List<String> events, java.util.function.Predicate<String> concerns, String filter, String why) {
        for (String event : events) {
            if (!concerns.test(event)) {
                throw Invalid.value(
                        "events",
                        event,
                        "with the filter '" + filter + "' it would never match, for it " + why
                                + ". Leave the event or the filter out.");
            }
        }
    }

    private static void requireAuthorization(@Nullable String authorization) {
        if (authorization == null) {
            return;
        }
        if (authorization.length() > LONGEST_AUTHORIZATION) {
            throw Invalid.tooLong("authorization", LONGEST_AUTHORIZATION);
        }
        Call.requireSendable("Authorization", authorization);
    }
}
