package io.countersign.delegation;

import io.countersign.identity.UserDirectory;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What keeps everybody's word in one hand: each person has one delegate at a time, and a delegate speaks for whoever chose
 * them and hands nothing on, so that there are no chains and no circles.
 */
final class DelegationRules {

    private static final int LONGEST_YEARS = 1;

    private DelegationRules() {}

    static void requirePeriod(Delegation wanted, Instant now) {
        if (!wanted.until().isAfter(wanted.from())) {
            throw Rejection.of(
                    Reason.DELEGATION_PERIOD_INVALID,
                    "It would be over before it begins: until (%s) has to be later than %s.",
                    wanted.until(),
                    wanted.from());
        }
        Instant latest = now.atZone(ZoneOffset.UTC).plusYears(LONGEST_YEARS).toInstant();
        if (wanted.until().isAfter(latest)) {
            throw Rejection.of(
                    Reason.DELEGATION_PERIOD_INVALID,
                    "A word is handed over for a year at most: until (%s) has to be %s or earlier.",
                    wanted.until(),
                    latest);
        }
    }

    static void requireAnother(Delegation wanted, UserDirectory directory) {
        if (wanted.to().equals(wanted.by())) {
            throw Rejection.of(Reason.DELEGATION_TO_ONESELF, "Your word is yours already: name somebody else.");
        }
        if (directory.actsForAPerson(wanted.by())) {
            throw Rejection.of(
                    Reason.DELEGATION_BY_SERVICE_ACCOUNT,
                    "This account acts for a person, whose word it is: that person hands it over, by their own account.");
        }
        if (!directory.canSignIn(wanted.to())) {
            throw Rejection.of(
                    Reason.DELEGATE_CANNOT_SIGN_IN,
                    "They cannot sign in, and so not speak for you: name somebody who can.");
        }
    }

    static void requireNoneBeside(Delegation wanted, List<Delegation> known) {
        List<Delegation> beside = known.stream().filter(wanted::overlaps).toList();
        beside.forEach(each -> requireNoCircle(wanted, each));
        beside.forEach(each -> requireOneDelegate(wanted, each));
        beside.forEach(each -> requireNotHandedOn(wanted, each));
    }

    private static void requireNoCircle(Delegation wanted, Delegation other) {
        if (other.by().equals(wanted.to()) && other.to().equals(wanted.by())) {
            throw Rejection.of(
                    Reason.DELEGATION_CYCLIC,
                    "They have handed their word to you, %s: of two people only one can speak for the other.",
                    time(other));
        }
    }

    private static void requireOneDelegate(Delegation wanted, Delegation other) {
        if (other.by().equals(wanted.by())) {
            throw Rejection.of(
                    Reason.DELEGATION_EXISTS,
                    "You have handed your word over already, %s: revoke that delegation (%s) first, or name another"
                            + " time.",
                    time(other),
                    other.id());
        }
    }

    private static void requireNotHandedOn(Delegation wanted, Delegation other) {
        if (other.to().equals(wanted.by())) {
            throw Rejection.of(
                    Reason.REDELEGATION,
                    "Somebody has handed their word to you, %s, and you cannot hand yours on meanwhile: they would have"
                            + " to name another delegate first.",
                    time(other));
        }
        if (other.by().equals(wanted.to())) {
            throw Rejection.of(
                    Reason.REDELEGATION,
                    "They have handed their own word to somebody else, %s, and cannot speak for you meanwhile: name"
                            + " somebody else, or another time.",
                    time(other));
        }
    }

    private static String time(Delegation delegation) {
        return "from " + delegation.from() + " until " + delegation.until();
    }
}
