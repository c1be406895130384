package io.countersign.signin;

import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** A group that is named as a role gives nothing, should somebody have been put into one before that was refused. */
    private static Set<String> of(LocalUser user) {
        Stream<String> assigned =
                user.groups().stream().filter(group -> Role.labelled(group).isEmpty());
        Stream<String> byRole = Arrays.stream(Role.values())
                .filter(role -> user.roles().stream().anyMatch(held -> held.includes(role)))
                .map(Role::label);
        return Stream.of(assigned, byRole).flatMap(Function.identity()).collect(Collectors.toUnmodifiableSet());
    }
}
