package io.countersign.views;

import io.countersign.privacy.Vault;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tag as the views keep it: with its value in the clear, empty once the person it names was erased. */
public record OpenTag(String key, String value) {

    public static OpenTag of(Tag tag, Vault vault) {
        return new OpenTag(
                tag.key(),
                tag.sealed() == null
                        ? String.valueOf(tag.value())
                        : vault.open(tag.sealed()).orElse(""));
    }

    /** The last value of each key. */
    public static Map<String, String> byKey(List<Tag> tags, Vault vault) {
        Map<String, String> values = new TreeMap<>();
        tags.stream().map(tag -> of(tag, vault)).forEach(tag -> values.put(tag.key(), tag.value()));
        return values;
    }
}
