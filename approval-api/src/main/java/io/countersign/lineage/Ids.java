package io.countersign.lineage;

import io.countersign.rejection.Invalid;
import org.jspecify.annotations.Nullable;

/** The id in a request: in its path, or as a parameter where it holds what stands in no path. */
final class Ids {

    private Ids() {}

    static String one(@Nullable String inPath, @Nullable String asParameter) {
        if (inPath != null && asParameter != null) {
            throw Invalid.value("id", asParameter, "the path names a thing already; leave one of them out.");
        }
        String id = inPath == null ? asParameter : inPath;
        if (id == null || id.isEmpty()) {
            throw Invalid.missing("id");
        }
        return id;
    }
}
