package io.countersign.identity;

import io.countersign.event.DomainEvent;
import io.countersign.token.Scope;
import io.countersign.token.TokenId;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What happens to a user. Names, passwords and tokens are never part of it. */
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

    /** An OpenID provider vouches for somebody, who came in for the first time. */
    record Admitted(SubjectId user, String issuer, AccountKind kind, Set<Role> roles, Set<String> groups)
            implements UserEvent {
        public Admitted {
            roles = sorted(roles);
            groups = sorted(groups);
        }
    }

    /** An account of a program was made, which signs in by tokens alone. */
    record ServiceRegistered(SubjectId user, SubjectId person, Set<Role> roles, Set<String> groups)
            implements UserEvent {
        public ServiceRegistered {
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

    /** From now on a program can sign in by this token. */
    record TokenIssued(SubjectId user, TokenId token, Set<Scope> scopes, Instant expires, SubjectId by)
            implements UserEvent {
        public TokenIssued {
            scopes = sorted(scopes);
        }
    }

    record TokenRevoked(SubjectId user, TokenId token, SubjectId by) implements UserEvent {}

    record PasswordChanged(SubjectId user) implements UserEvent {}

    /** Another administrator than who set its password says that the account is in its owner's hands alone. */
    record Vouched(SubjectId user) implements UserEvent {}

    record Removed(SubjectId user) implements UserEvent {}
}
