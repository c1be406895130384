package io.countersign.token;

/** The name of a token, which is no secret: it stands in lists and with what was done by it. */
public record TokenId(String value) {

    public TokenId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A token's id is not blank.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
