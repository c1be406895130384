package io.countersign.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventType;
import io.countersign.identity.SubjectId;
import io.countersign.log.EventSerializer;
import io.countersign.payload.NamedModel;
import io.countersign.payload.Occurrence;
import io.countersign.payload.Telling;
import io.countersign.payload.Vocabularies;
import io.countersign.payload.Vocabulary;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every event of the log, as approved for good, in the words of Databricks' and MLflow's receivers. */
class VocabulariesTest {

    private static final Path APPROVED = Path.of("../infra/runtime/src/test/resources/events");
    private static final EventSerializer SERIALIZER = EventSerializer.create();
    private static final WebhookId WEBHOOK = new WebhookId("0");

    /** In the samples nothing is sealed by a key that there is. */
    static final Vault ALL_ERASED = new Vault() {
        @Override
        public SealedText seal(SubjectId subject, String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> open(SealedText sealed) {
            return Optional.empty();
        }
    };

    private static final Vocabularies VOCABULARIES = new Vocabularies("urn:countersign:test", ALL_ERASED);

    @Test
    void databricksReceiversAreToldOfTheseEventsAndOfNoOthers() {
        assertThat(told(WebhookKind.DATABRICKS, false))
                .isEqualTo(Map.of(
                        "registered-model.created", Set.of("REGISTERED_MODEL_CREATED"),
                        "registered-model.imported", Set.of("REGISTERED_MODEL_CREATED"),
                        "registered-model.version-created", Set.of("MODEL_VERSION_CREATED"),
                        "registered-model.version-imported", Set.of("MODEL_VERSION_CREATED"),
                        "model-version.tag-set", Set.of("MODEL_VERSION_TAG_SET"),
                        "model-version.comment-added", Set.of("COMMENT_CREATED"),
                        "registered-model.transition-requested",
                                Set.of(
                                        "TRANSITION_REQUEST_TO_PRODUCTION_CREATED",
                                        "TRANSITION_REQUEST_TO_STAGING_CREATED"),
                        "registered-model.transition-approved",
                                Set.of(
                                        "MODEL_VERSION_TRANSITIONED_TO_PRODUCTION",
                                        "MODEL_VERSION_TRANSITIONED_TO_ARCHIVED"),
                        "registered-model.stage-changed",
                                Set.of(
                                        "MODEL_VERSION_TRANSITIONED_TO_STAGING",
                                        "MODEL_VERSION_TRANSITIONED_TO_ARCHIVED")));
    }

    @Test
    void mlflowsReceiversAreToldOfTheseEventsOfModels() {
        assertThat(told(WebhookKind.MLFLOW, false))
                .isEqualTo(Map.of(
                        "registered-model.created", Set.of("registered_model.created"),
                        "registered-model.imported", Set.of("registered_model.created"),
                        "registered-model.version-created", Set.of("model_version.created"),
                        "registered-model.version-imported", Set.of("model_version.created"),
                        "registered-model.alias-set", Set.of("model_version_alias.created"),
                        "registered-model.alias-deleted", Set.of("model_version_alias.deleted"),
                        "model-version.tag-set", Set.of("model_version_tag.set"),
                        "model-version.tag-deleted", Set.of("model_version_tag.deleted")));
    }

    @Test
    void mlflowsReceiversAreToldOfPromptsInOtherWords() {
        Map<String, Set<String>> told = told(WebhookKind.MLFLOW, true);

        assertThat(told).containsEntry("registered-model.tag-set", Set.of("prompt_tag.set"));
        assertThat(told).containsEntry("registered-model.tag-deleted", Set.of("prompt_tag.deleted"));
        assertThat(told).containsEntry("registered-model.alias-set", Set.of("prompt_alias.created"));
        assertThat(told).containsEntry("registered-model.alias-deleted", Set.of("prompt_alias.deleted"));
        assertThat(told).containsEntry("model-version.tag-set", Set.of("prompt_version_tag.set"));
        assertThat(told).containsEntry("model-version.tag-deleted", Set.of("prompt_version_tag.deleted"));
    }

    @Test
    void whatIsToldIsCompleteAndRepeatable() {
        for (WebhookKind kind : List.of(WebhookKind.DATABRICKS, WebhookKind.MLFLOW)) {
            Vocabulary vocabulary = VOCABULARIES.of(kind);
            for (Occurrence occurrence : occurrences(false)) {
                for (Telling telling : vocabulary.tellings(occurrence, vocabulary.words())) {
                    JsonNode message = message(vocabulary, occurrence, telling);
                    assertThat(message).isEqualTo(message(vocabulary, occurrence, telling));
                    assertThat(message.toString()).contains("\"the model\"").doesNotContain("ciphertext");
                }
            }
        }
    }

    @Test
    void aSampleLooksLikeTheMessageThatItStandsFor() {
        for (WebhookKind kind : List.of(WebhookKind.DATABRICKS, WebhookKind.MLFLOW)) {
            Vocabulary vocabulary = VOCABULARIES.of(kind);
            for (Occurrence occurrence : occurrences(false)) {
                for (Telling telling : vocabulary.tellings(occurrence, vocabulary.words())) {
                    JsonNode sample = JsonMapper.shared()
                            .readTree(VOCABULARIES
                                    .samples(kind)
                                    .sample(telling.word(), "the model", WEBHOOK, occurrence.at()));
                    JsonNode message = message(vocabulary, occurrence, telling);
                    assertThat(sample.propertyNames()).isEqualTo(message.propertyNames());
                    assertThat(sample.path("data").propertyNames())
                            .isEqualTo(message.path("data").propertyNames());
                }
            }
        }
    }

    private static JsonNode message(Vocabulary vocabulary, Occurrence occurrence, Telling telling) {
        return JsonMapper.shared().readTree(vocabulary.body(occurrence, telling, WEBHOOK));
    }

    /** By the event's type, all words for it. */
    private static Map<String, Set<String>> told(WebhookKind kind, boolean prompts) {
        Vocabulary vocabulary = VOCABULARIES.of(kind);
        Map<String, Set<String>> told = new TreeMap<>();
        for (Occurrence occurrence : occurrences(prompts)) {
            for (Telling telling : vocabulary.tellings(occurrence, vocabulary.words())) {
                told.computeIfAbsent(occurrence.type(), type -> new TreeSet<>()).add(telling.word());
            }
        }
        return told;
    }

    private static List<Occurrence> occurrences(boolean prompts) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (EventType type : EventType.all()) {
            for (DomainEvent event : samples(type)) {
                occurrences.add(new Occurrence(
                        new GenericDomainEventMessage<>("aggregate", "stream", 0, event),
                        model -> Optional.of(new NamedModel(model, "the model", prompts))));
            }
        }
        return occurrences;
    }

    private static List<DomainEvent> samples(EventType type) {
        Path approved = APPROVED.resolve(type.name() + ".v" + type.revision() + ".json");
        if (Files.notExists(approved)) {
            return List.of(); // FrozenEventsTest sees to it
        }
        try {
            return Files.readAllLines(approved).stream()
                    .map(json -> (DomainEvent) SERIALIZER.deserialize(new SimpleSerializedObject<>(
                            json.getBytes(UTF_8), byte[].class, type.name(), Integer.toString(type.revision()))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
