package io.countersign.wire;

import io.countersign.rejection.Invalid;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Refuses text that PostgreSQL or UTF-8 cannot hold, and lists with holes, before they get anywhere near either. */
public final class StorableText {

    private StorableText() {}

    /** @param path of the node, for the message */
    static void require(JsonNode node, String path) {
        if (node.isString()) {
            require(node.stringValue(), path);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireThere(node.get(i), path + "[" + i + "]");
                require(node.get(i), path + "[" + i + "]");
            }
        } else {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                require(member.getKey(), path);
                require(member.getValue(), path.isEmpty() ? member.getKey() : path + "." + member.getKey());
            }
        }
    }

    private static void requireThere(JsonNode element, String path) {
        if (element.isNull()) {
            throw Invalid.value(path, "null", "it stands in a list, where there must be something.");
        }
    }

    private static void require(String text, String path) {
        problem(text).ifPresent(problem -> {
            throw Invalid.value(path, "…", problem);
        });
    }

    /** Why a text cannot be stored; empty when it can. */
    public static Optional<String> problem(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                return Optional.of("it contains the character U+0000.");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return Optional.of("it contains half of a surrogate pair.");
                }
                i++;
            }
        }
        return Optional.empty();
    }
}
