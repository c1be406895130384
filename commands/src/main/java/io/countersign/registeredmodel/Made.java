package io.countersign.registeredmodel;

import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change that an event made, as far as that event tells.
 *
 * @param consequences what else it did
 * @param alone whether it was decided on a server for one person
 * @param decided what it rested on, where that was stored
 */
record Made(
        Change change,
        List<Change> consequences,
        boolean alone,
        @Nullable Decided decided) {

    /** One that no policy had a say in. */
    Made(Change change) {
        this(change, List.of(), false, null);
    }

    List<Change> all() {
        return Stream.concat(Stream.of(change), consequences.stream()).toList();
    }

    /** By which the event that makes the change is told from that of another: what a tag holds is kept from some of them. */
    static String mark(Change change) {
        return change instanceof Change.OfTag of ? "tag/" + of.version() + "/" + of.key() : change.topic();
    }
}
