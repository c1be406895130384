package io.countersign.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it stands now.
 *
 * @param what it is, as it begins a sentence: the model's name, the version, the change
 * @param state {@code open}, {@code approved} and the like
 * @param expires when it is closed if nobody decides; null for never
 * @param path where to look at it, below the server's address
 */
public record Matter(
        Topic topic, String what, String state, @Nullable Instant expires, String path) {

    boolean isOpen() {
        return state.equals("open");
    }
}
