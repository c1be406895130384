package io.countersign.views;

import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tag as the views keep it: with its value in the clear, empty once the person it names was erased.
 *
 * @param sealedBy by whose key the value is sealed in the log; null where it is not
 */
public record OpenTag(String key, String value, @Nullable String sealedBy) {

    public static OpenTag of(Tag tag, Vault vault) {
        SealedText sealed = tag.sealed();
        return sealed == null
                ? new OpenTag(tag.key(), String.valueOf(tag.value()), null)
                : new OpenTag(
                        tag.key(),
                        vault.open(sealed).orElse(""),
                        sealed.subject().value());
    }

    /** The last of each key. */
    public static Map<String, OpenTag> byKey(List<Tag> tags, Vault vault) {
        Map<String, OpenTag> byKey = new TreeMap<>();
        tags.stream().map(tag -> of(tag, vault)).forEach(tag -> byKey.put(tag.key(), tag));
        return byKey;
    }

    /** The last value of each key. */
    public static Map<String, String> values(Map<String, OpenTag> byKey) {
        Map<String, String> values = new TreeMap<>();
        byKey.forEach((key, tag) -> values.put(key, tag.value()));
        return values;
    }
}
