package io.countersign.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody may do everywhere. A role includes others, with all that those include. */
public enum Role {
    /** Sees everything, changes nothing. */
    VIEWER,
    /** Logs runs, registers models and asks for transitions. */
    CONTRIBUTOR(VIEWER),
    /** Decides on the requests of others. */
    REVIEWER(CONTRIBUTOR),
    /** Also says who may do what with any model, and has receivers called on what happens. */
    RELEASE_MANAGER(REVIEWER),
    /** Also sees who tried what, every event, and the accounts of all; changes nothing. */
    AUDITOR(VIEWER),
    /** Also manages users and the server. */
    ADMIN(RELEASE_MANAGER, AUDITOR);

    private final Set<Role> included;

    Role(Role... included) {
        this.included = Set.of(included);
    }

    public boolean includes(Role other) {
        return this == other || included.stream().anyMatch(role -> role.includes(other));
    }

    /** The role's public name, for example {@code release-manager}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The groups of who holds these roles and was put into those groups. For each role there is a group, named as it is,
     * of everybody who has it or one that includes it; a group that is named as a role gives nothing beside that.
     */
    public static Set<String> groups(Collection<Role> roles, Collection<String> assigned) {
        Stream<String> byRole = Arrays.stream(values())
                .filter(role -> roles.stream().anyMatch(held -> held.includes(role)))
                .map(Role::label);
        return Stream.concat(byRole, assigned.stream().filter(group -> labelled(group)
                        .isEmpty()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The public names of all of them, as they stand in a sentence. */
    public static String labels() {
        return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
    }

    /** The role of that public name, whatever its case. */
    public static Optional<Role> labelled(String label) {
        String folded = label.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(role -> role.label().equals(folded))
                .findFirst();
    }
}
