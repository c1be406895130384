package io.countersign.payload;

import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.tag.Tag;
import io.countersign.webhook.WebhookId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entities and actions of MLflow's own webhooks ({@code mlflow/entities/webhook.py} of MLflow 3.17), written
 * {@code entity.action}: those of its registry. As there, tags of a model itself are told of prompts only. What is imported
 * is told as created; the stage and aliases that it came with are no changes.
 */
final class MlflowWords implements Vocabulary, Samples {

    static final String MODEL_CREATED = "registered_model.created";
    static final String VERSION_CREATED = "model_version.created";
    static final String VERSION_TAG_SET = "model_version_tag.set";
    static final String VERSION_TAG_DELETED = "model_version_tag.deleted";
    static final String ALIAS_CREATED = "model_version_alias.created";
    static final String ALIAS_DELETED = "model_version_alias.deleted";
    static final String PROMPT_CREATED = "prompt.created";
    static final String PROMPT_VERSION_CREATED = "prompt_version.created";
    static final String PROMPT_TAG_SET = "prompt_tag.set";
    static final String PROMPT_TAG_DELETED = "prompt_tag.deleted";
    static final String PROMPT_VERSION_TAG_SET = "prompt_version_tag.set";
    static final String PROMPT_VERSION_TAG_DELETED = "prompt_version_tag.deleted";
    static final String PROMPT_ALIAS_CREATED = "prompt_alias.created";
    static final String PROMPT_ALIAS_DELETED = "prompt_alias.deleted";

    private static final List<String> WORDS = List.of(
            MODEL_CREATED,
            VERSION_CREATED,
            VERSION_TAG_SET,
            VERSION_TAG_DELETED,
            ALIAS_CREATED,
            ALIAS_DELETED,
            PROMPT_CREATED,
            PROMPT_VERSION_CREATED,
            PROMPT_TAG_SET,
            PROMPT_TAG_DELETED,
            PROMPT_VERSION_TAG_SET,
            PROMPT_VERSION_TAG_DELETED,
            PROMPT_ALIAS_CREATED,
            PROMPT_ALIAS_DELETED);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** As Python writes a time in UTC. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    @Override
    public Collection<String> words() {
        return WORDS;
    }

    /** What is yet to be cannot be named by who asks to be told of it. */
    @Override
    public boolean concernsModels(String word) {
        return !word.equals(MODEL_CREATED) && !word.equals(PROMPT_CREATED);
    }

    @Override
    public boolean concernsStages(String word) {
        return false;
    }

    @Override
    public List<Telling> tellings(Occurrence occurrence, Collection<String> words) {
        return switch (occurrence.event()) {
            case RegisteredModelEvent.Created e ->
                told(words, Prompts.areMarkedBy(e.tags()) ? PROMPT_CREATED : MODEL_CREATED);
            case RegisteredModelEvent.Imported e ->
                told(words, Prompts.areMarkedBy(e.tags()) ? PROMPT_CREATED : MODEL_CREATED);
            case RegisteredModelEvent.VersionCreated e ->
                told(words, Prompts.areMarkedBy(e.tags()) ? PROMPT_VERSION_CREATED : VERSION_CREATED);
            case RegisteredModelEvent.VersionImported e ->
                told(words, Prompts.areMarkedBy(e.tags()) ? PROMPT_VERSION_CREATED : VERSION_CREATED);
            case RegisteredModelEvent.TagSet e -> either(occurrence, words, null, PROMPT_TAG_SET);
            case RegisteredModelEvent.TagDeleted e -> either(occurrence, words, null, PROMPT_TAG_DELETED);
            case RegisteredModelEvent.AliasSet e -> either(occurrence, words, ALIAS_CREATED, PROMPT_ALIAS_CREATED);
            case RegisteredModelEvent.AliasDeleted e -> either(occurrence, words, ALIAS_DELETED, PROMPT_ALIAS_DELETED);
            case ModelVersionEvent.TagSet e -> either(occurrence, words, VERSION_TAG_SET, PROMPT_VERSION_TAG_SET);
            case ModelVersionEvent.TagDeleted e ->
                either(occurrence, words, VERSION_TAG_DELETED, PROMPT_VERSION_TAG_DELETED);
            default -> List.of();
        };
    }

    /** The first word of a model, the second of a prompt; which of them it is, is looked up only where it matters. */
    private static List<Telling> either(
            Occurrence occurrence, Collection<String> words, @Nullable String ofModel, String ofPrompt) {
        if ((ofModel == null || !words.contains(ofModel)) && !words.contains(ofPrompt)) {
            return List.of();
        }
        String word = occurrence.named().filter(NamedModel::prompt).isPresent() ? ofPrompt : ofModel;
        return word == null ? List.of() : told(words, word);
    }

    private static List<Telling> told(Collection<String> words, String word) {
        return words.contains(word) ? List.of(Telling.only(word)) : List.of();
    }

    @Override
    public byte[] body(Occurrence occurrence, Telling telling, WebhookId webhook) {
        String name = occurrence.named().map(NamedModel::name).orElse("");
        return message(telling.word(), occurrence.at(), data(occurrence, name));
    }

    private static Map<String, @Nullable Object> data(Occurrence occurrence, String name) {
        MlflowData data = MlflowData.of(name);
        return switch (occurrence.event()) {
            case RegisteredModelEvent.Created e -> data.model(e.tags(), e.description());
            case RegisteredModelEvent.Imported e -> data.model(e.tags(), e.description());
            case RegisteredModelEvent.VersionCreated e ->
                data.version(e.version(), e.source(), e.run(), e.tags(), e.description());
            case RegisteredModelEvent.VersionImported e ->
                data.version(e.version(), e.source(), e.run(), e.tags(), e.description());
            case RegisteredModelEvent.TagSet e -> data.tag(null, e.tag());
            case RegisteredModelEvent.TagDeleted e -> data.key(null, e.key());
            case RegisteredModelEvent.AliasSet e -> data.alias(e.alias(), e.version());
            case RegisteredModelEvent.AliasDeleted e -> data.alias(e.alias(), null);
            case ModelVersionEvent.TagSet e -> data.tag(e.version().number(), e.tag());
            case ModelVersionEvent.TagDeleted e -> data.key(e.version().number(), e.key());
            default -> throw new IllegalArgumentException("MLflow has no word for " + occurrence.type() + ".");
        };
    }

    @Override
    public byte[] sample(String word, String model, WebhookId webhook, Instant at) {
        return message(word, at, sampled(MlflowData.of(model), word));
    }

    private static Map<String, @Nullable Object> sampled(MlflowData data, String word) {
        Tag tag = Tag.of("example", "value");
        return switch (word) {
            case PROMPT_TAG_SET -> data.tag(null, tag);
            case PROMPT_TAG_DELETED -> data.key(null, tag.key());
            case VERSION_TAG_SET, PROMPT_VERSION_TAG_SET -> data.tag(1, tag);
            case VERSION_TAG_DELETED, PROMPT_VERSION_TAG_DELETED -> data.key(1, tag.key());
            case ALIAS_CREATED, PROMPT_ALIAS_CREATED -> data.alias("champion", 1);
            case ALIAS_DELETED, PROMPT_ALIAS_DELETED -> data.alias("champion", null);
            case VERSION_CREATED -> data.version(1, "models:/m-0", null, List.of(tag), "An example.");
            case PROMPT_VERSION_CREATED ->
                data.version(1, "", null, List.of(Prompts.MARK, Prompts.text("Hello, {{name}}!"), tag), "An example.");
            default -> data.model(List.of(tag), "An example.");
        };
    }

    private static byte[] message(String word, Instant at, Map<String, @Nullable Object> data) {
        int dot = word.indexOf('.');
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("entity", word.substring(0, dot));
        message.put("action", word.substring(dot + 1));
        message.put("timestamp", TIME.format(at));
        message.put("data", data);
        return JSON.writeValueAsBytes(message);
    }

    @Override
    public String contentType() {
        return "application/json";
    }
}
