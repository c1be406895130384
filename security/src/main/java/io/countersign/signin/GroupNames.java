package io.countersign.signin;

import io.countersign.identity.Role;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the groups that somebody else names can be groups here. */
public final class GroupNames {

    private GroupNames() {}

    /** Those that are not, because they are malformed, named as a role is, or too many, are left out. */
    public static Set<String> usable(Stream<String> named) {
        return named.filter(UserRules::isGroup)
                .filter(group -> Role.labelled(group).isEmpty())
                .distinct()
                .sorted()
                .limit(UserRules.MOST_GROUPS)
                .collect(Collectors.toUnmodifiableSet());
    }
}
