package io.countersign.payload;

import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What MLflow's webhooks say of a registered model or prompt, member by member as in {@code mlflow/webhooks/types.py}; what
 * is not known is null there, and an empty text where MLflow's type has no null. The values of tags that name a person are
 * left empty.
 */
record MlflowData(Map<String, @Nullable Object> members) {

    static MlflowData of(String name) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", name);
        return new MlflowData(members);
    }

    Map<String, @Nullable Object> model(List<Tag> tags, @Nullable String description) {
        members.put("tags", shown(Prompts.areMarkedBy(tags) ? Prompts.ownTags(tags) : tags));
        members.put("description", description == null ? "" : description);
        return members;
    }

    Map<String, @Nullable Object> version(
            int version, String source, @Nullable RunId run, List<Tag> tags, @Nullable String description) {
        boolean prompt = Prompts.areMarkedBy(tags);
        members.put("version", Integer.toString(version));
        if (prompt) {
            members.put("template", Prompts.text(tags));
        } else {
            members.put("source", source);
            members.put("run_id", run == null ? null : run.value());
        }
        members.put("tags", shown(prompt ? Prompts.ownTags(tags) : tags));
        members.put("description", description == null || description.isEmpty() ? null : description);
        return members;
    }

    /** @param version null for a tag of the prompt itself */
    Map<String, @Nullable Object> tag(@Nullable Integer version, Tag tag) {
        key(version, tag.key());
        members.put("value", shown(tag));
        return members;
    }

    /** @param version null for a tag of the prompt itself */
    Map<String, @Nullable Object> key(@Nullable Integer version, String key) {
        if (version != null) {
            members.put("version", version.toString());
        }
        members.put("key", key);
        return members;
    }

    /** @param version null where it is of no matter */
    Map<String, @Nullable Object> alias(String alias, @Nullable Integer version) {
        members.put("alias", alias);
        if (version != null) {
            members.put("version", version.toString());
        }
        return members;
    }

    private static Map<String, String> shown(List<Tag> tags) {
        Map<String, String> shown = new LinkedHashMap<>();
        tags.forEach(tag -> shown.put(tag.key(), shown(tag)));
        return shown;
    }

    private static String shown(Tag tag) {
        return tag.value() == null ? "" : tag.value();
    }
}
