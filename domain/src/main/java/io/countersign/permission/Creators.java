package io.countersign.permission;

import io.countersign.identity.SubjectId;
import java.util.Optional;

/** Knows from the log who created what; which never changes. */
@FunctionalInterface
public interface Creators {

    /** Empty for a root, for what was imported, and for what the server made by itself. */
    Optional<SubjectId> of(SecuredObject object);
}
