package io.countersign.identity;

import io.countersign.token.NewToken;
import io.countersign.token.TokenId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users by name, with what the log must not hold: their names and password hashes. Written in the transaction
 * of the command that decides, so that directory and log never disagree.
 */
public interface UserDirectory {

    /**
     * Takes a name for a new user, waiting for whoever is about to take it too.
     *
     * @param maker who chose the password, and keeps the account from then on
     * @return false when another user has it, in whatever case it is written
     */
    boolean register(
            SubjectId user,
            String username,
            PasswordHash password,
            Set<Role> roles,
            Set<String> groups,
            SubjectId maker);

    /**
     * Takes a name for an account that an OpenID provider vouches for. Nobody keeps it: whoever has it signs in there.
     *
     * @return false when another user has the name, in whatever case it is written, or the provider vouches for this one
     *     already
     */
    boolean admit(
            SubjectId user,
            ExternalId external,
            String username,
            AccountKind kind,
            Set<Role> roles,
            Set<String> groups);

    /**
     * Takes a name for the account of a program, which has no password.
     *
     * @return false when another user has it, in whatever case it is written
     */
    boolean registerService(SubjectId user, String username, Set<Role> roles, Set<String> groups);

    /** Has a user go by another name, unless somebody else does. */
    void rename(SubjectId user, String username);

    /** Gives the user these roles and groups, and no others. */
    void changeAccess(SubjectId user, Set<Role> roles, Set<String> groups);

    /** @param by who chose it, and keeps the account from then on, unless it is their own */
    void changePassword(SubjectId user, PasswordHash password, SubjectId by);

    /** Lets programs sign in to the account by a token. */
    void issue(SubjectId user, NewToken token, SubjectId by);

    /** Lets nobody in by the token any more. */
    void revoke(SubjectId user, TokenId token);

    /** Nobody but its owner keeps the account any more. */
    void vouch(SubjectId user);

    /**
     * Who chose the password, while nobody vouched for the account: that account counts as theirs. Nobody keeps what was made
     * by an account that the server itself made, at its first start, and that nobody else keeps.
     */
    Optional<SubjectId> keeperOf(SubjectId user);

    /**
     * Who keeps the account, or else whom it acts for; at the end of a chain of these, as in {@link Hands}. The account itself
     * if there is nobody.
     */
    SubjectId personBehind(SubjectId account);

    /** Ends the user's access. Their name stays on record for those who read what they did, and is free for others. */
    void remove(SubjectId user);

    /**
     * Whether an admin other than this user is left. Until the transaction ends, nobody else can take an admin's role
     * away.
     */
    boolean hasAdminBesides(SubjectId user);

    /**
     * Has the account act for a person; for nobody but itself when it is null.
     *
     * @return what would make a chain of it, and kept it from being done; empty when it was done. Until the transaction
     *     ends, nobody else can have either act for anybody.
     */
    Optional<Chain> assign(SubjectId account, @Nullable SubjectId person);

    /** Why an account cannot act for a person. */
    enum Chain {
        /** The person is no user, or was removed. */
        NOBODY,
        /** What is to be the person is an account that acts for somebody. */
        PERSON_ACTS_FOR_ANOTHER,
        /** Other accounts act for this one. */
        ACCOUNT_HAS_ACCOUNTS,
        /** The person's account is one that this one keeps. */
        PERSON_COUNTS_AS_ACCOUNT
    }

    /** Whether the account acts for a person. */
    boolean actsForAPerson(SubjectId account);

    /** Whether this is somebody who was not removed, and has a way to sign in. */
    boolean canSignIn(SubjectId user);
}
