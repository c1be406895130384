package io.countersign.registeredmodel;

import io.countersign.modelversion.VersionId;
import org.jspecify.annotations.Nullable;

/** The way to a version's own tags, in the unit of work of the decision that changes them. */
public interface VersionTags {

    /** @param value null to delete it */
    void change(VersionId version, String key, @Nullable String value);
}
