package io.countersign.history;

import io.countersign.assembly.InProcessServer;
import io.countersign.identity.Person;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is decided by chance: the same for the same seed. */
record Chance(Random random, InProcessServer server) {

    private static final int KEYS = 4; // few, so that the same are set, changed and deleted
    private static final List<String> WORDS = List.of("owl", "Größe", "a \"b\"\n\\c", "🙂", "null", "{}", " ");

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    String word() {
        return of(WORDS) + upTo(1000);
    }

    String key() {
        return "key-" + random.nextInt(KEYS);
    }

    /** One that names its author, so that its value is sealed, or any other. */
    Tag tag(Person author) {
        return oneIn(4) ? Tag.sealed(Tag.USER_TAG, text(author)) : Tag.of(key(), word());
    }

    List<Tag> tags(Person author) {
        return Stream.generate(() -> tag(author)).limit(upTo(2)).toList();
    }

    SealedText text(Person author) {
        return server.part(Vault.class).seal(author.subject(), History.WRITTEN + word());
    }

    @Nullable
    SealedText textOrNone(Person author) {
        return oneIn(2) ? text(author) : null;
    }

    @Nullable
    String wordOrNone() {
        return oneIn(2) ? word() : null;
    }
}
