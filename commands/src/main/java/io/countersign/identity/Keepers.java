package io.countersign.identity;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;

/**
 * What holds of accounts whose password another chose: that other can sign in by them. They count as theirs until somebody
 * else vouches for them, so that nobody is two by making themselves a second account.
 */
final class Keepers {

    private Keepers() {}

    static void requireAnother(SubjectId account, Actor actor, UserDirectory directory) {
        SubjectId keeper = directory
                .keeperOf(account)
                .orElseThrow(() -> Rejection.of(
                        Reason.ACCOUNT_NOT_KEPT,
                        "This account counts as nobody else's: there is nothing to vouch for."));
        SubjectId person = directory.personBehind(actor.subject());
        if (actor.is(account)
                || person.equals(directory.personBehind(account))
                || person.equals(directory.personBehind(keeper))) {
            throw Rejection.of(
                    Reason.NOT_INDEPENDENT,
                    "Who chose an account's password, and whoever counts as the same person, do not vouch for it: another"
                            + " admin has to.");
        }
    }
}
