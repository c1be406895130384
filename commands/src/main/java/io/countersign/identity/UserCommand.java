package io.countersign.identity;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.token.NewToken;
import io.countersign.token.TokenId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked of users. Names and passwords go to the {@link UserDirectory} and never into an event. */
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

    /** @param by who chose the password */
    record Register(
            SubjectId user, String username, PasswordHash password, Set<Role> roles, Set<String> groups, SubjectId by)
            implements UserCommand {}

    /** Lets somebody in for whom an OpenID provider vouches, for the first time. */
    record Admit(
            SubjectId user, ExternalId external, String username, AccountKind kind, Set<Role> roles, Set<String> groups)
            implements UserCommand {}

    /** Makes an account for a program, which signs in by tokens alone and acts for a person. */
    record RegisterService(SubjectId user, String username, SubjectId person, Set<Role> roles, Set<String> groups)
            implements UserCommand {}

    /**
     * Takes over what the OpenID provider says of somebody now. It may leave the server without an admin, for it makes
     * others.
     *
     * @param person whom the account acts for; null when the provider does not say
     */
    record Follow(
            SubjectId user,
            String username,
            Set<Role> roles,
            Set<String> groups,
            @Nullable SubjectId person) implements UserCommand {}

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

    /** @param by who chose it */
    record ChangePassword(SubjectId user, PasswordHash password, SubjectId by) implements UserCommand {}

    /** Says that the account is in the hands of its owner alone. */
    record Vouch(SubjectId user, Actor actor) implements UserCommand, Attributed {}

    /** Lets programs sign in to the account by a token. */
    record IssueToken(SubjectId user, NewToken token, Actor actor) implements UserCommand, Attributed {}

    record RevokeToken(SubjectId user, TokenId token, Actor actor) implements UserCommand, Attributed {}

    record Remove(SubjectId user) implements UserCommand {}
}
