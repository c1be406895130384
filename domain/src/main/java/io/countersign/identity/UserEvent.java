package io.countersign.identity;

import io.countersign.event.DomainEvent;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What happens to a user of local sign-in. Names and passwords are never part of it. */
public sealed interface UserEvent extends DomainEvent {

    SubjectId user();

    /** The log's bytes must not depend on the order in which a set happens to be walked. */
    private static <T> Set<T> sorted(Set<T> unsorted) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(unsorted));
    }

    record Registered(SubjectId user, Set<Role> roles, Set<String> groups) implements UserEvent {
        public Registered {
            roles = sorted(roles);
            groups = sorted(groups);
        }
    }

    /** The user's roles and groups from now on, all of them. */
    record AccessChanged(SubjectId user, Set<Role> roles, Set<String> groups) implements UserEvent {
        public AccessChanged {
            roles = sorted(roles);
            groups = sorted(groups);
        }
    }

    /** From now on the account is a service's, and acts for a person: what it does counts as theirs. */
    record Assigned(SubjectId user, SubjectId person) implements UserEvent {}

    /** From now on it acts for nobody but itself. */
    record Released(SubjectId user, SubjectId person) implements UserEvent {}

    record PasswordChanged(SubjectId user) implements UserEvent {}

    /** Another administrator than who set its password says that the account is in its owner's hands alone. */
    record Vouched(SubjectId user) implements UserEvent {}

    record Removed(SubjectId user) implements UserEvent {}
}
