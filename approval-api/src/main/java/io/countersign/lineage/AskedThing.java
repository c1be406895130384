package io.countersign.lineage;

import io.countersign.catalog.ModelQueries;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.StorableText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the thing that a request means. What belongs to a model may be named by the model's id or by its name. */
@Component
public final class AskedThing {

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    private final LineageQueries lineage;
    private final ModelQueries models;

    AskedThing(LineageQueries lineage, ModelQueries models) {
        this.lineage = lineage;
        this.models = models;
    }

    /**
     * @param part the second half of an id that has two
     * @param at a place in the log; null for now
     * @throws Rejection when there is no such thing, as far as whoever asks can see
     */
    public LineageNode find(String kind, String id, @Nullable String part, @Nullable Long at) {
        LineageNode node = meant(kind(kind), part == null ? id : id + "/" + part);
        if (!lineage.knows(node, at)) {
            throw notFound(kind, id, part, at);
        }
        return node;
    }

    private static LineageKind kind(String label) {
        return LineageKind.labelled(label)
                .orElseThrow(() -> Invalid.value("kind", label, "use one of these: " + LineageKind.labels() + "."));
    }

    private LineageNode meant(LineageKind kind, String id) {
        StorableText.problem(id).ifPresent(problem -> {
            throw Invalid.value("id", "…", problem);
        });
        return switch (kind) {
            case REGISTERED_MODEL -> new LineageNode(kind, model(id));
            case MODEL_VERSION, STAGE, ALIAS -> ofModel(kind, id);
            default -> new LineageNode(kind, id);
        };
    }

    private LineageNode ofModel(LineageKind kind, String id) {
        int slash = id.indexOf('/');
        if (slash < 0
                || kind == LineageKind.MODEL_VERSION
                        && !VERSION.matcher(id.substring(slash + 1)).matches()) {
            throw Invalid.value("id", id, "use the model and, after a slash, its " + what(kind) + ".");
        }
        return new LineageNode(kind, model(id.substring(0, slash)) + id.substring(slash));
    }

    private static String what(LineageKind kind) {
        return switch (kind) {
            case STAGE -> "stage, for example credit/Production";
            case ALIAS -> "alias, for example credit/champion";
            default -> "version, for example credit/3";
        };
    }

    /** An id goes before a name that looks like one. */
    private String model(String idOrName) {
        return models.byIds(java.util.List.of(idOrName)).isEmpty()
                ? models.idOf(idOrName).map(ModelId::value).orElse(idOrName)
                : idOrName;
    }

    private static Rejection notFound(String kind, String id, @Nullable String part, @Nullable Long at) {
        String named = part == null ? id : id + "/" + part;
        return Rejection.of(
                Reason.LINEAGE_NOT_FOUND,
                at == null ? "Nothing is known of a %s %s." : "Nothing was known of a %s %s by then.",
                kind,
                named);
    }
}
