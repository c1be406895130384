package io.countersign.token;

/**
 * By which a token is recognised: SHA-256, in hexadecimal digits. A token is drawn from more than anybody could try, so it
 * needs no slow hash.
 */
public record TokenHash(String hex) {

    @Override
    public String toString() {
        return "TokenHash[hidden]";
    }
}
