package io.countersign.identity;

import io.countersign.Identifier;

/**
 * A person or service account, as an opaque id that never changes and says nothing about them. Names and addresses are
 * kept apart, so that they can be forgotten while the log stays whole.
 */
public record SubjectId(String value) implements Identifier {

    /** The server itself, where no person acted: the first start, an expiry. */
    public static final SubjectId SYSTEM = new SubjectId("system");

    /** The one person of a server that runs without sign-in ({@code --auth none}). */
    public static final SubjectId LOCAL_PERSON = new SubjectId("local-person");

    public String stream() {
        return "user/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
