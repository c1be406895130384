package io.countersign.signin;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Passwords to copy from a terminal: 120 random bits, in letters that cannot be taken for one another. */
final class RandomPassword {

    static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"; // neither l and o, nor 0 and 1

    private static final int GROUPS = 4;
    private static final int LETTERS = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomPassword() {}

    static String next() {
        return IntStream.range(0, GROUPS).mapToObj(group -> letters()).collect(Collectors.joining("-"));
    }

    private static String letters() {
        return RANDOM.ints(LETTERS, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }
}
