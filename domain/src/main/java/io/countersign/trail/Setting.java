package io.countersign.trail;

import io.countersign.privacy.SealedText;
import io.countersign.tag.Tag;
import org.jspecify.annotations.Nullable;

/**
 * One field of one object, which an event sets.
 *
 * @param object what changes, as a path: {@code model/…}, {@code version/…/3}, {@code user/…}
 * @param field for example {@code stage}, {@code tag.owner}
 * @param after its value from then on; null once there is none
 * @param saysBefore whether the event itself says what was there before it; else that is what the last event said which set
 *     the same field of the same object
 * @param before null when there was none, or the event does not say
 */
public record Setting(
        String object,
        String field,
        @Nullable Value after,
        boolean saysBefore,
        @Nullable Value before) {

    /** What a field is set to. */
    public sealed interface Value {

        /** In the clear. */
        record Plain(String text) implements Value {}

        /** By a person, who can be forgotten. */
        record Written(SealedText text) implements Value {}
    }

    /** To be compared with what was set before. */
    static Setting to(String object, String field, @Nullable Object after) {
        return new Setting(object, field, value(after), false, null);
    }

    /** Of which the event says both. */
    static Setting from(String object, String field, @Nullable Object before, @Nullable Object after) {
        return new Setting(object, field, value(after), true, value(before));
    }

    /** Of what was not there before, and is not set again. */
    static Setting once(String object, String field, @Nullable Object after) {
        return from(object, field, null, after);
    }

    static Setting of(String object, Tag tag) {
        return to(object, "tag." + tag.key(), tag.sealed() == null ? tag.value() : tag.sealed());
    }

    static Setting without(String object, String field) {
        return to(object, field, null);
    }

    private static @Nullable Value value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case SealedText sealed -> new Value.Written(sealed);
            default -> new Value.Plain(value.toString());
        };
    }
}
