package io.countersign;

import org.jspecify.annotations.Nullable;

/**
 * Work that goes into a command's transaction beside its events and views, for example to remember the answer. Carried in
 * the command's metadata under {@link #METADATA}; it sees the views as the command has changed them, runs again when the
 * command is decided again, and takes the command down with it when it throws.
 */
@FunctionalInterface
public interface BeforeCommit {

    String METADATA = "beforeCommit";

    /** @param answer of the command's handler */
    void run(@Nullable Object answer);
}
