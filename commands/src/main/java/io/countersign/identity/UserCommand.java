package io.countersign.identity;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked of local users. Names and passwords go to the {@link UserDirectory} and never into an event. */
public sealed interface UserCommand extends Command {

    SubjectId user();

    @Override
    default String stream() {
        return user().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.USER_NOT_FOUND, "No user has the id %s.", user());
    }

    record Register(SubjectId user, String username, PasswordHash password, Set<Role> roles, Set<String> groups)
            implements UserCommand {}

    /**
     * Gives the user these roles and groups, and no others.
     *
     * @param person whom the account acts for; null for nobody but itself
     */
    record ChangeAccess(
            SubjectId user,
            Set<Role> roles,
            Set<String> groups,
            @Nullable SubjectId person,
            Actor actor) implements UserCommand, Attributed {}

    /** Adds the role of an admin to those that the user has. */
    record MakeAdmin(SubjectId user) implements UserCommand {}

    /** Takes the role of an admin away; who has no other role then is a contributor. */
    record RevokeAdmin(SubjectId user) implements UserCommand {}

    record ChangePassword(SubjectId user, PasswordHash password) implements UserCommand {}

    record Remove(SubjectId user) implements UserCommand {}
}
