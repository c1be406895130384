package io.countersign.identity;

import java.util.Set;

/**
 * Who decides, as a fact read when the command arrived and stored with the decision.
 *
 * @param alone whether the server runs without sign-in, for one person on one machine, who then decides alone; every
 *     decision made so says so
 */
public record Actor(SubjectId subject, Set<Role> roles, boolean alone) {

    public Actor {
        roles = Set.copyOf(roles);
    }

    public boolean has(Role role) {
        return roles.stream().anyMatch(held -> held.includes(role));
    }

    public boolean is(SubjectId other) {
        return subject.equals(other);
    }
}
