package io.countersign.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that come after a given one, so that each page is found as quickly as the first. */
final class Keyset {

    private final List<SortKey> keys;
    private final List<@Nullable Object> last;

    Keyset(List<SortKey> keys, List<@Nullable Object> last) {
        this.keys = keys;
        this.last = last;
    }

    Fragment condition() {
        Fragment after = afterFrom(0);
        Object first = last.getFirst();
        boolean canSeek = keys.size() > 1 && !keys.getFirst().nullable() && first != null;
        return canSeek ? Fragment.join(" and ", keys.getFirst().notBefore(first), after) : after;
    }

    private Fragment afterFrom(int level) {
        SortKey key = keys.get(level);
        Object value = last.get(level);
        if (level == keys.size() - 1) {
            return value == null ? Fragment.of("false") : key.after(value);
        }
        Fragment tied = Fragment.join(" and ", key.same(value), afterFrom(level + 1));
        return value == null
                ? tied
                : Fragment.join(" or ", key.after(value), tied).wrapped("(", ")");
    }
}
