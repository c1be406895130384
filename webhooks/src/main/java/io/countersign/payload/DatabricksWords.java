package io.countersign.payload;

import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import io.countersign.tag.Tag;
import io.countersign.webhook.WebhookId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of Databricks' Workspace Model Registry, as its documentation of registry webhooks lists them.
 *
 * <p>A change of stage and the versions that make way for it are one event here and several there: part 0 is the version
 * that was moved, part <i>i</i> the <i>i</i>-th that was archived. Each part is told once, to who asked for it both in
 * general and for its stage by the word for the stage.
 */
final class DatabricksWords implements Vocabulary, Samples {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String MODEL_CREATED = "REGISTERED_MODEL_CREATED";
    private static final String VERSION_CREATED = "MODEL_VERSION_CREATED";
    private static final String TAG_SET = "MODEL_VERSION_TAG_SET";
    private static final String COMMENT_CREATED = "COMMENT_CREATED";
    private static final String TRANSITIONED = "MODEL_VERSION_TRANSITIONED_STAGE";
    private static final String TRANSITIONED_TO = "MODEL_VERSION_TRANSITIONED_TO_";
    private static final String REQUESTED = "TRANSITION_REQUEST_CREATED";
    private static final String REQUESTED_TO = "TRANSITION_REQUEST_TO_%s_CREATED";

    private static final Set<Stage> STAGES_WITH_WORDS = Set.of(Stage.STAGING, Stage.PRODUCTION, Stage.ARCHIVED);

    private final Vault vault;
    private final Set<String> words =
            new TreeSet<>(Set.of(MODEL_CREATED, VERSION_CREATED, TAG_SET, COMMENT_CREATED, TRANSITIONED, REQUESTED));

    DatabricksWords(Vault vault) {
        this.vault = vault;
        STAGES_WITH_WORDS.forEach(stage -> {
            words.add(TRANSITIONED_TO + stage.name());
            words.add(REQUESTED_TO.formatted(stage.name()));
        });
    }

    @Override
    public Collection<String> words() {
        return words;
    }

    /** A model that is yet to be cannot be named by who asks to be told of it. */
    @Override
    public boolean concernsModels(String word) {
        return !word.equals(MODEL_CREATED);
    }

    @Override
    public boolean concernsStages(String word) {
        return word.contains("TRANSITION");
    }

    @Override
    public List<Telling> tellings(Occurrence occurrence, Collection<String> words) {
        return switch (occurrence.event()) {
            case RegisteredModelEvent.Created e -> told(0, words, MODEL_CREATED).toList();
            case RegisteredModelEvent.Imported e ->
                told(0, words, MODEL_CREATED).toList();
            case RegisteredModelEvent.VersionCreated e ->
                told(0, words, VERSION_CREATED).toList();
            case RegisteredModelEvent.VersionImported e ->
                told(0, words, VERSION_CREATED).toList();
            case ModelVersionEvent.TagSet e -> told(0, words, TAG_SET).toList();
            case ModelVersionEvent.CommentAdded e ->
                told(0, words, COMMENT_CREATED).toList();
            case RegisteredModelEvent.TransitionRequested e ->
                told(0, words, REQUESTED_TO.formatted(e.to().name()), REQUESTED).toList();
            case RegisteredModelEvent.TransitionApproved e -> moved(words, e.to(), e.archived());
            case RegisteredModelEvent.StageChanged e -> moved(words, e.to(), e.archived());
            default -> List.of();
        };
    }

    private static List<Telling> moved(Collection<String> words, Stage to, List<Integer> archived) {
        Stream<Telling> moved = told(0, words, TRANSITIONED_TO + to.name(), TRANSITIONED);
        Stream<Telling> madeWay = Stream.iterate(1, part -> part + 1)
                .limit(archived.size())
                .flatMap(part -> told(part, words, TRANSITIONED_TO + Stage.ARCHIVED.name(), TRANSITIONED));
        return Stream.concat(moved, madeWay).toList();
    }

    /** @param candidates the most special first */
    private static Stream<Telling> told(int part, Collection<String> words, String... candidates) {
        return Stream.of(candidates).filter(words::contains).limit(1).map(word -> new Telling(word, part));
    }

    @Override
    public byte[] body(Occurrence occurrence, Telling telling, WebhookId webhook) {
        DatabricksMessage message = new DatabricksMessage(
                telling.word(),
                webhook,
                occurrence.at(),
                occurrence.named().map(NamedModel::name).orElse(""));
        return JSON.writeValueAsBytes(filled(message, occurrence, telling).members());
    }

    private DatabricksMessage filled(DatabricksMessage message, Occurrence occurrence, Telling telling) {
        return switch (occurrence.event()) {
            case RegisteredModelEvent.VersionCreated e -> message.versionCreated(e.version());
            case RegisteredModelEvent.VersionImported e -> message.versionCreated(e.version());
            case ModelVersionEvent.TagSet e ->
                message.tagSet(e.version().number(), e.tag().key(), shown(e.tag()));
            case ModelVersionEvent.CommentAdded e ->
                message.comment(e.version().number(), vault.open(e.text()).orElse(""));
            case RegisteredModelEvent.TransitionRequested e -> message.requested(e.version(), e.from(), e.to());
            case RegisteredModelEvent.TransitionApproved e ->
                moved(message, telling, e.version(), e.from(), e.to(), e.archived());
            case RegisteredModelEvent.StageChanged e ->
                moved(message, telling, e.version(), e.from(), e.to(), e.archived());
            default -> message.modelCreated();
        };
    }

    private static DatabricksMessage moved(
            DatabricksMessage message, Telling telling, int version, Stage from, Stage to, List<Integer> archived) {
        return telling.part() == 0
                ? message.moved(version, from, to)
                : message.moved(archived.get(telling.part() - 1), to, Stage.ARCHIVED);
    }

    /** The value, unless it names a person. */
    private static String shown(Tag tag) {
        return tag.value() == null ? "" : tag.value();
    }

    @Override
    public byte[] sample(String word, String model, WebhookId webhook, Instant at) {
        DatabricksMessage message = new DatabricksMessage(word, webhook, at, model);
        return JSON.writeValueAsBytes(sampled(message, word).members());
    }

    private static DatabricksMessage sampled(DatabricksMessage message, String word) {
        return switch (word) {
            case MODEL_CREATED -> message.modelCreated();
            case VERSION_CREATED -> message.versionCreated(1);
            case TAG_SET -> message.tagSet(1, "example", "value");
            case COMMENT_CREATED -> message.comment(1, "An example.");
            default ->
                word.startsWith("TRANSITION_REQUEST")
                        ? message.requested(1, Stage.NONE, stageIn(word))
                        : message.moved(1, Stage.NONE, stageIn(word));
        };
    }

    private static Stage stageIn(String word) {
        return STAGES_WITH_WORDS.stream()
                .filter(stage -> word.contains("_TO_" + stage.name()))
                .findFirst()
                .orElse(Stage.STAGING);
    }

    @Override
    public String contentType() {
        return "application/json";
    }
}
