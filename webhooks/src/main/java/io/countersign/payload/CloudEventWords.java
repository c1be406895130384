package io.countersign.payload;

import io.countersign.contract.PublicEvent;
import io.countersign.event.EventType;
import io.countersign.webhook.WebhookId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that happens, under the names that it has in the log, as CloudEvents. A word may stand for many: {@code *} for
 * all, {@code registered-model.*} for a family. Where a model is concerned, its name is told too, as {@code modelname}.
 */
final class CloudEventWords implements Vocabulary {

    private static final String ALL = "*";
    private static final String FAMILY = ".*";

    private static final String MODEL = "registered-model";
    private static final String GATE = "gate";
    private static final Set<String> OF_MODELS = Set.of(MODEL, "model-version", GATE, "thread", "permission");
    private static final Set<String> STAGELESS = Set.of(
            "created",
            "imported",
            "renamed",
            "description-changed",
            "tag-set",
            "tag-deleted",
            "deleted",
            "version-created",
            "alias-set",
            "alias-deleted");

    private final String source;

    CloudEventWords(String source) {
        this.source = source;
    }

    @Override
    public Collection<String> words() {
        Set<String> words = new TreeSet<>(Set.of(ALL));
        for (EventType type : EventType.all()) {
            words.add(type.name());
            words.add(family(type.name()));
        }
        return words;
    }

    @Override
    public boolean concernsModels(String word) {
        return word.equals(ALL) || OF_MODELS.contains(word.substring(0, word.indexOf('.')));
    }

    @Override
    public boolean concernsStages(String word) {
        return word.equals(ALL) || word.equals(GATE + FAMILY) || word.equals(MODEL + FAMILY) || isOfStages(word);
    }

    private static boolean isOfStages(String word) {
        return word.startsWith(GATE + ".")
                || (word.startsWith(MODEL + ".") && !STAGELESS.contains(word.substring(MODEL.length() + 1)));
    }

    @Override
    public List<Telling> tellings(Occurrence occurrence, Collection<String> words) {
        String type = occurrence.type();
        boolean wanted = words.contains(type) || words.contains(family(type)) || words.contains(ALL);
        return wanted ? List.of(Telling.only(type)) : List.of();
    }

    @Override
    public byte[] body(Occurrence occurrence, Telling telling, WebhookId webhook) {
        return PublicEvent.of(
                        occurrence.message(),
                        source,
                        occurrence.named().map(NamedModel::name).orElse(null))
                .json();
    }

    @Override
    public String contentType() {
        return PublicEvent.CONTENT_TYPE;
    }

    private static String family(String type) {
        return type.substring(0, type.indexOf('.')) + FAMILY;
    }
}
