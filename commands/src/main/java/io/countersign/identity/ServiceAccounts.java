package io.countersign.identity;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of accounts that act for people, so that nobody is two where two are asked for. */
final class ServiceAccounts {

    private ServiceAccounts() {}

    /** What takes two administrators would take one who has two accounts. */
    static void requireNoAdmin(Set<Role> roles, @Nullable SubjectId person) {
        if (person != null && roles.contains(Role.ADMIN)) {
            throw Rejection.of(
                    Reason.SERVICE_ACCOUNT_IS_ADMIN,
                    "An account that acts for a person is no admin, for what takes two admins would take one: take the"
                            + " role away, or let it act for nobody.");
        }
    }

    /** Who is kept apart by an account of theirs does not themselves say that it is theirs no longer. */
    static void requireOthers(@Nullable SubjectId person, Actor actor) {
        if (person != null && actor.is(person) && !actor.alone()) {
            throw Rejection.of(
                    Reason.OWN_SERVICE_ACCOUNT,
                    "This account acts for you: another admin has to say that it does so no longer.");
        }
    }

    static void assign(SubjectId account, @Nullable SubjectId person, UserDirectory directory) {
        if (account.equals(person)) {
            throw Rejection.of(
                    Reason.PERSON_IS_THE_ACCOUNT,
                    "An account acts for somebody else, or for nobody: name the person behind it.");
        }
        directory.assign(account, person).ifPresent(ServiceAccounts::refuse);
    }

    private static void refuse(UserDirectory.Chain chain) {
        throw switch (chain) {
            case NOBODY -> Rejection.of(Reason.USER_NOT_FOUND, "Whom it is to act for is no user any more.");
            case PERSON_ACTS_FOR_ANOTHER ->
                Rejection.of(
                        Reason.PERSON_IS_AN_ACCOUNT,
                        "Whom it is to act for is an account that acts for somebody: name that person.");
            case ACCOUNT_HAS_ACCOUNTS ->
                Rejection.of(
                        Reason.PERSON_IS_AN_ACCOUNT,
                        "Other accounts act for this one, so it stands for a person: let those act for the person whom"
                                + " you name here first.");
            case PERSON_COUNTS_AS_ACCOUNT ->
                Rejection.of(
                        Reason.PERSON_IS_AN_ACCOUNT,
                        "Whom it is to act for counts as this account's own, for it chose the password: have another admin"
                                + " vouch for them first.");
        };
    }
}
