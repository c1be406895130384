package io.countersign.notice;

import io.countersign.identity.SubjectId;

/**
 * Who is told.
 *
 * @param name the subject id of a person, or the name of a group
 */
public record Owner(boolean isGroup, String name) {

    public static Owner of(SubjectId person) {
        return new Owner(false, person.value());
    }

    public static Owner group(String name) {
        return new Owner(true, name);
    }
}
