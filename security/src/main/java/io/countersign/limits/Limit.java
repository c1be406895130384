package io.countersign.limits;

import java.util.Locale;

/** What there can be too much of, and what whoever comes then is told. */
enum Limit {
    ACCOUNT_RATE("This account has made too many requests in a short time; nothing was changed. Try again later."),
    ADDRESS_RATE("Too many requests without a sign-in, or failed sign-ins, came from this address. Try again later."),
    ACCOUNT_REQUESTS("This account has too many requests in progress; nothing was changed. Try again."),
    ACCOUNT_CONNECTIONS("This account's requests use the database as much as they may. Try again."),
    SERVER_REQUESTS("The server has too many requests in progress; nothing was changed. Try again.");

    private final String told;

    Limit(String told) {
        this.told = told;
    }

    /** Without anything that would need escaping. */
    String told() {
        return told;
    }

    /** As metrics name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
