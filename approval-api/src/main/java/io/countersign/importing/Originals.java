package io.countersign.importing;

import io.countersign.imported.ImportedFrom;
import io.countersign.imported.ImportedPeople;
import io.countersign.importing.ImportMessages.Pair;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Invalid;
import io.countersign.run.Param;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What another server's things are in the words of the log. */
@Component
final class Originals {

    private static final int MAX_KEY = 1000;
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\p{C}\\p{Z}/?#@]+(/[^\\p{C}\\p{Z}?#]*)?");

    private final ImportedPeople people;

    Originals(ImportedPeople people) {
        this.people = people;
    }

    static ImportedFrom from(String server, String id) {
        if (!ADDRESS.matcher(server).matches() || server.length() > MAX_KEY) {
            throw Invalid.value("server", server, "use the server's address, without a user or password.");
        }
        return new ImportedFrom(server.replaceFirst("/+$", ""), id);
    }

    @Nullable
    SealedText person(ImportedFrom from, @Nullable String name) {
        return name == null || name.isEmpty() ? null : people.named(from.server(), name);
    }

    /** Keys are taken as they are: older servers allowed what newer ones do not. */
    List<Tag> tags(ImportedFrom from, @Nullable List<Pair> tags) {
        return pairs(tags, "tags").stream().map(tag -> tag(from, tag)).toList();
    }

    private Tag tag(ImportedFrom from, Pair tag) {
        return Tag.namesPerson(tag.key())
                ? Tag.sealed(tag.key(), people.named(from.server(), tag.text()))
                : Tag.of(tag.key(), tag.text());
    }

    static List<Param> params(@Nullable List<Pair> params) {
        return pairs(params, "params").stream().map(Pair::param).toList();
    }

    static void requireKey(@Nullable String key, String field) {
        if (key == null || key.isEmpty()) {
            throw Invalid.missing(field + ".key");
        }
        if (key.length() > MAX_KEY) {
            throw Invalid.tooLong(field + ".key", MAX_KEY);
        }
    }

    static boolean isDeleted(@Nullable String lifecycleStage) {
        return "deleted".equals(lifecycleStage);
    }

    static long orZero(@Nullable Long time) {
        return time == null ? 0 : time;
    }

    /** The list, empty when there is none; never with nothing in one of its places. */
    static <T> List<T> complete(@Nullable List<T> list, String field) {
        if (list != null && list.stream().anyMatch(Objects::isNull)) {
            throw Invalid.missing(field);
        }
        return list == null ? List.of() : list;
    }

    private static List<Pair> pairs(@Nullable List<Pair> pairs, String field) {
        List<Pair> complete = complete(pairs, field);
        complete.forEach(pair -> requireKey(pair.key(), field));
        return complete;
    }
}
