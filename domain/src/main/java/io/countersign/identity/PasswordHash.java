package io.countersign.identity;

/**
 * A password as it is stored: salted, hashed, and still a secret, which no log or message may show.
 *
 * @param encoded in the PHC string format, for example {@code $argon2id$v=19$m=19456,t=2,p=1$…}
 */
public record PasswordHash(String encoded) {

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
