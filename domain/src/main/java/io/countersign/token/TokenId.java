package io.countersign.token;

/** The name of a token, which is no secret: it stands in lists and with what was done by it. */
public record TokenId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
