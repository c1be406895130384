package io.countersign.governance;

import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.People;
import io.countersign.wire.Sender;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whom a text means by {@code @name}. Names are those that users go by now, whatever their case; what is nobody's name is
 * just text, and so is a name within a word or an address.
 */
@Component
final class Mentions {

    static final int MOST = 50;

    /** A name may hold what ends a sentence, so what follows the last letter or digit is tried with it and without. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\w.@+-])@([A-Za-z0-9._@+-]{1,128})");

    private final People people;
    private final Sender sender;

    Mentions(People people, Sender sender) {
        this.people = people;
        this.sender = sender;
    }

    /**
     * Each once, in the order in which the text names them; without whoever writes it.
     *
     * @throws Rejection when they are more than {@value #MOST}
     */
    List<SubjectId> in(String text) {
        List<String> written = MENTION.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> found.substring(1).toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        Map<String, SubjectId> known =
                people.named(written.stream().flatMap(Mentions::readings).collect(Collectors.toSet()));
        Set<SubjectId> meant = new LinkedHashSet<>(written.stream()
                .map(name -> meant(name, known))
                .filter(Objects::nonNull)
                .toList());
        meant.remove(sender.subject());
        requireFew(meant);
        return List.copyOf(meant);
    }

    private static @Nullable SubjectId meant(String name, Map<String, SubjectId> known) {
        return readings(name)
                .map(known::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The longest first. */
    private static Stream<String> readings(String name) {
        return Stream.iterate(
                        name, shorter -> !shorter.isEmpty(), shorter -> shorter.substring(0, shorter.length() - 1))
                .limit(name.length() - lastOfAName(name));
    }

    private static int lastOfAName(String name) {
        int last = name.length() - 1;
        while (last > 0 && !Character.isLetterOrDigit(name.charAt(last))) {
            last--;
        }
        return last;
    }

    private static void requireFew(Set<SubjectId> meant) {
        if (meant.size() > MOST) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "The text mentions %d people; it may mention %d. Name a few who can answer.",
                    meant.size(),
                    MOST);
        }
    }
}
