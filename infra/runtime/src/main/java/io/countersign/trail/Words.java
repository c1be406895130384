package io.countersign.trail;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Text as it is searched: letters and digits that stand together, in lower case (NFKC). */
final class Words {

    /** What stands further behind in a long text is not searched. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final int LONGEST_WORD = 64;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private Words() {}

    /** Each once, in the order of the text; of a very long word its beginning. */
    static Set<String> of(String text) {
        String some = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        String folded = Normalizer.normalize(some, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        Set<String> words = new LinkedHashSet<>();
        WORD.matcher(folded)
                .results()
                .map(MatchResult::group)
                .map(Words::shortened)
                .forEach(words::add);
        return words;
    }

    private static String shortened(String word) {
        return word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word;
    }
}
