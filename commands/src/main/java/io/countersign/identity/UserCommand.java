package io.countersign.identity;

import io.countersign.Command;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Set;

/** What can be asked of local users. Names and passwords are kept by the directory of users, not here. */
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

    record Register(SubjectId user, Set<Role> roles, Set<String> groups) implements UserCommand {}

    /** Gives the user these roles and groups, and no others. */
    record ChangeAccess(SubjectId user, Set<Role> roles, Set<String> groups) implements UserCommand {}

    record ChangePassword(SubjectId user) implements UserCommand {}

    record Remove(SubjectId user) implements UserCommand {}
}
