package io.countersign.signin;

import io.countersign.access.SignedIn;
import io.countersign.identity.Role;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names, passwords and groups users may have. Who reads an approval must know whose it is: so no letters that look
 * like others, no two names that differ in case only, and none by which the server shows itself.
 */
final class UserRules {

    static final int LONGEST_NAME = 128;
    static final int SHORTEST_PASSWORD = 12;
    static final int LONGEST_PASSWORD = 256;
    static final int MOST_GROUPS = 100;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@+-]{1," + LONGEST_NAME + "}");
    private static final Pattern GROUP = Pattern.compile("[^\\p{Cntrl}\\s](?:[^\\p{Cntrl}]{0,126}[^\\p{Cntrl}\\s])?");
    private static final Set<String> RESERVED = Set.of(SignedIn.SYSTEM.username(), SignedIn.LOCAL_PERSON.username());

    private UserRules() {}

    static void checkName(String username) {
        require(
                NAME.matcher(username).matches(),
                "Invalid username: it must have 1 to %d characters, of the letters a to z, digits and . _ @ + -",
                LONGEST_NAME);
        require(
                !RESERVED.contains(fold(username)),
                "Invalid username: '%s' is the name of the server itself.",
                username);
    }

    static void checkPassword(String password) {
        int length = password.codePointCount(0, password.length());
        require(
                length >= SHORTEST_PASSWORD && length <= LONGEST_PASSWORD,
                "Invalid password: it must have %d to %d characters, and has %d.",
                SHORTEST_PASSWORD,
                LONGEST_PASSWORD,
                length);
    }

    static void checkGroups(Set<String> groups) {
        require(groups.size() <= MOST_GROUPS, "Too many groups: a user may be in %d.", MOST_GROUPS);
        require(
                groups.stream().allMatch(UserRules::isGroup),
                "Invalid group: its name must have 1 to 128 characters, no blanks around it and no control characters.");
        groups.stream().filter(group -> Role.labelled(group).isPresent()).forEach(UserRules::refuseRole);
    }

    static boolean isGroup(String name) {
        return GROUP.matcher(name).matches();
    }

    static boolean isName(String username) {
        return NAME.matcher(username).matches() && !RESERVED.contains(fold(username));
    }

    /** Policies name roles as groups: who could be put into a group of a role's name would seem to have it. */
    private static void refuseRole(String group) {
        throw Rejection.of(
                Reason.PARAMETER_INVALID,
                "Invalid group: '%s' is the name of a role; whoever has the role, or a higher one, is in that group.",
                group);
    }

    /** How names are compared, here and by the index of {@code ops.users}. */
    static String fold(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    private static void require(boolean holds, String format, Object... arguments) {
        if (!holds) {
            throw Rejection.of(Reason.PARAMETER_INVALID, format, arguments);
        }
    }
}
