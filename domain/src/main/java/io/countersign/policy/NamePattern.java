package io.countersign.policy;

/**
 * A name with {@code *} for any number of characters and {@code ?} for one; all other characters stand for themselves,
 * and case matters. Time is bounded by the product of both lengths, whatever the pattern.
 */
public record NamePattern(String text) {

    public static final NamePattern ANY = new NamePattern("*");

    public boolean matches(String name) {
        return matches(text.codePoints().toArray(), name.codePoints().toArray());
    }

    /** Only the last star ever has to take more: what the stars before it took can stay as it is. */
    private static boolean matches(int[] pattern, int[] name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int afterStar = 0;
        while (n < name.length) {
            if (p < pattern.length && pattern[p] == '*') {
                star = p++;
                afterStar = n;
            } else if (p < pattern.length && (pattern[p] == '?' || pattern[p] == name[n])) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++afterStar;
            } else {
                return false;
            }
        }
        return onlyStars(pattern, p);
    }

    private static boolean onlyStars(int[] pattern, int from) {
        for (int p = from; p < pattern.length; p++) {
            if (pattern[p] != '*') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
