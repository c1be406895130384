package io.countersign.inbox;

import io.countersign.policy.Change;
import io.countersign.registeredmodel.Stage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change as the columns of {@code change_requests} have it. */
record ChangeColumns(
        String kind,
        @Nullable Integer version,
        @Nullable String target,
        @Nullable String value) {

    static ChangeColumns of(Change change) {
        return switch (change) {
            case Change.ToStage of ->
                new ChangeColumns("stage", of.version(), of.to().label(), null);
            case Change.OfAlias of -> new ChangeColumns("alias", of.version(), of.alias(), null);
            case Change.DeletionOfVersion of -> new ChangeColumns("version-deletion", of.version(), null, null);
            case Change.DeletionOfModel of -> new ChangeColumns("model-deletion", null, null, null);
            case Change.Revalidation of ->
                new ChangeColumns("revalidation", of.version(), of.stage().label(), null);
            case Change.RevalidationOfAlias of ->
                new ChangeColumns("alias-revalidation", of.version(), of.alias(), null);
            case Change.Renaming of -> new ChangeColumns("renaming", null, of.to(), null);
            case Change.OfTag of -> new ChangeColumns("tag", of.version(), of.key(), of.value());
        };
    }

    /** From where it leads: the version's stage, or the version that the alias leads to. */
    static @Nullable String origin(Change change) {
        return switch (change) {
            case Change.ToStage of -> of.from().label();
            case Change.DeletionOfVersion of -> of.stage().label();
            case Change.OfAlias of -> of.previous() == null ? null : String.valueOf(of.previous());
            default -> null;
        };
    }

    /** The change, as far as the columns tell it. */
    Change change(@Nullable String origin) {
        return switch (kind) {
            case "stage" -> new Change.ToStage(number(), stage(origin), Stage.labelled(text()));
            case "alias" -> new Change.OfAlias(text(), version, origin == null ? null : Integer.valueOf(origin));
            case "version-deletion" -> new Change.DeletionOfVersion(number(), stage(origin));
            case "model-deletion" -> new Change.DeletionOfModel();
            case "revalidation" -> new Change.Revalidation(number(), Stage.labelled(text()));
            case "alias-revalidation" -> new Change.RevalidationOfAlias(number(), text());
            case "renaming" -> new Change.Renaming(text());
            case "tag" -> new Change.OfTag(version, text(), value);
            default -> throw new IllegalStateException("A change of kind " + kind);
        };
    }

    private static Stage stage(@Nullable String origin) {
        return origin == null ? Stage.NONE : Stage.labelled(origin);
    }

    private int number() {
        return Objects.requireNonNull(version, kind);
    }

    private String text() {
        return Objects.requireNonNull(target, kind);
    }
}
