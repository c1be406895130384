package io.countersign.signin;

import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is in which group now. Besides the groups that people were put into there is one for each role, named as it is:
 * everybody is in it who has the role or a higher one.
 */
public final class Membership {

    private final UserQueries users;

    Membership(UserQueries users) {
        this.users = users;
    }

    /** Everybody who was not removed, with the groups that they are in. */
    public Map<SubjectId, Set<String>> ofEverybody() {
        return users.all().stream().collect(Collectors.toMap(LocalUser::subject, Membership::of));
    }

    private static Set<String> of(LocalUser user) {
        return Role.groups(user.roles(), user.groups());
    }
}
