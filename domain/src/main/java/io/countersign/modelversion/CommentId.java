package io.countersign.modelversion;

import io.countersign.Identifier;

/** The id of a comment. */
public record CommentId(String value) implements Identifier {

    @Override
    public String toString() {
        return value;
    }
}
