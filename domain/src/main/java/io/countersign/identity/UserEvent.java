package io.countersign.identity;

import io.countersign.event.DomainEvent;
import java.util.Set;

/** What happens to a user of local sign-in. Names and passwords are never part of it. */
public sealed interface UserEvent extends DomainEvent {

    SubjectId user();

    record Registered(SubjectId user, Set<Role> roles, Set<String> groups) implements UserEvent {
        public Registered {
            roles = Set.copyOf(roles);
            groups = Set.copyOf(groups);
        }
    }

    /** The user's roles and groups from now on, all of them. */
    record AccessChanged(SubjectId user, Set<Role> roles, Set<String> groups) implements UserEvent {
        public AccessChanged {
            roles = Set.copyOf(roles);
            groups = Set.copyOf(groups);
        }
    }

    record PasswordChanged(SubjectId user) implements UserEvent {}

    record Removed(SubjectId user) implements UserEvent {}
}
