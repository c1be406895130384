package io.countersign.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person may do, from least to most. A role includes those before it. */
public enum Role {
    /** Sees everything, changes nothing. */
    VIEWER,
    /** Logs runs, registers models and asks for transitions. */
    CONTRIBUTOR,
    /** Decides on the requests of others. */
    REVIEWER,
    /** Also manages users and the server. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The role's public name, for example {@code reviewer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The groups of who holds these roles and was put into those groups. For each role there is a group, named as it is,
     * of everybody who has it or a higher one; a group that is named as a role gives nothing beside that.
     */
    public static Set<String> groups(Collection<Role> roles, Collection<String> assigned) {
        Stream<String> byRole = Arrays.stream(values())
                .filter(role -> roles.stream().anyMatch(held -> held.includes(role)))
                .map(Role::label);
        return Stream.concat(byRole, assigned.stream().filter(group -> labelled(group)
                        .isEmpty()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The role of that public name, whatever its case. */
    public static Optional<Role> labelled(String label) {
        for (Role role : values()) {
            if (role.label().equals(label.toLowerCase(Locale.ROOT))) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
