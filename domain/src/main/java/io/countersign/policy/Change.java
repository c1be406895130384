package io.countersign.policy;

import io.countersign.registeredmodel.Stage;
import org.jspecify.annotations.Nullable;

/** Something that is to be done to a registered model and that a policy may have a say in. */
public sealed interface Change {

    record ToStage(int version, Stage from, Stage to) implements Change {}

    /**
     * An alias is set, moved or deleted.
     *
     * @param version that it is to lead to; null when it is to be deleted
     * @param previous that it leads to now; null when there is no such alias
     */
    record OfAlias(
            String alias,
            @Nullable Integer version,
            @Nullable Integer previous) implements Change {}

    record DeletionOfVersion(int version, Stage stage) implements Change {}

    record DeletionOfModel() implements Change {}

    record Renaming(String to) implements Change {}

    /** @param version null for a tag of the model itself */
    record OfTag(@Nullable Integer version, String key) implements Change {}
}
