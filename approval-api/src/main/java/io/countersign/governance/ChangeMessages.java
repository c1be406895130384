package io.countersign.governance;

import io.countersign.governance.RequestMessages.ChangeMessage;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Invalid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes changes as the API has them. */
public final class ChangeMessages {

    private static final List<String> ALL_KINDS = List.of(
            "stage",
            "revalidation",
            "alias",
            "alias-revalidation",
            "version-deletion",
            "model-deletion",
            "renaming",
            "tag");
    private static final String KINDS = "use one of " + String.join(", ", ALL_KINDS) + ".";

    private ChangeMessages() {}

    static String requireKind(String kind) {
        if (!ALL_KINDS.contains(kind)) {
            throw Invalid.value("kind", kind, KINDS);
        }
        return kind;
    }

    /** What the model is like now is for the model to know. */
    static Change read(@Nullable ChangeMessage message) {
        if (message == null || message.kind() == null) {
            throw Invalid.missing("change.kind");
        }
        return switch (message.kind()) {
            case "stage" ->
                new Change.ToStage(
                        version(message), Stage.NONE, Stage.labelled(required(message.stage(), "change.stage")));
            case "revalidation" ->
                new Change.Revalidation(version(message), Stage.labelled(required(message.stage(), "change.stage")));
            case "alias" -> alias(message);
            case "alias-revalidation" ->
                new Change.RevalidationOfAlias(version(message), required(message.alias(), "change.alias"));
            case "version-deletion" -> new Change.DeletionOfVersion(version(message), Stage.NONE);
            case "model-deletion" -> new Change.DeletionOfModel();
            case "renaming" -> renaming(message);
            case "tag" -> tag(message);
            default -> throw Invalid.value("change.kind", message.kind(), KINDS);
        };
    }

    private static Change alias(ChangeMessage message) {
        String alias = required(message.alias(), "change.alias");
        ModelLimits.requireAlias(alias);
        return new Change.OfAlias(alias, message.version() == null ? null : version(message), null);
    }

    private static Change renaming(ChangeMessage message) {
        String name = required(message.name(), "change.name");
        ModelLimits.requireName(name);
        return new Change.Renaming(name);
    }

    private static Change tag(ChangeMessage message) {
        String key = required(message.key(), "change.key");
        ModelLimits.requireTag(key, message.value() == null ? "" : message.value());
        return new Change.OfTag(message.version() == null ? null : version(message), key, message.value());
    }

    private static int version(ChangeMessage message) {
        return ModelLimits.requireVersion(required(message.version(), "change.version"));
    }

    private static String required(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw Invalid.missing(name);
        }
        return value;
    }

    public static ChangeMessage of(Change change) {
        String version = change.candidate() == null ? null : change.candidate().toString();
        return switch (change) {
            case Change.ToStage of ->
                new ChangeMessage(
                        "stage",
                        version,
                        of.to().label(),
                        null,
                        null,
                        null,
                        null,
                        of.from().label(),
                        null);
            case Change.OfAlias of ->
                new ChangeMessage("alias", version, null, of.alias(), null, null, null, null, of.previous());
            case Change.DeletionOfVersion of ->
                new ChangeMessage("version-deletion", version, of.stage().label(), null, null, null, null, null, null);
            case Change.DeletionOfModel of ->
                new ChangeMessage("model-deletion", null, null, null, null, null, null, null, null);
            case Change.Revalidation of ->
                new ChangeMessage("revalidation", version, of.stage().label(), null, null, null, null, null, null);
            case Change.RevalidationOfAlias of ->
                new ChangeMessage("alias-revalidation", version, null, of.alias(), null, null, null, null, null);
            case Change.Renaming of -> new ChangeMessage("renaming", null, null, null, of.to(), null, null, null, null);
            case Change.OfTag of ->
                new ChangeMessage("tag", version, null, null, null, of.key(), of.value(), null, null);
        };
    }
}
