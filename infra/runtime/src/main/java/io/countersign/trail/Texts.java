package io.countersign.trail;

import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What there is to read in an event as it is stored: what is in the clear, and what people wrote. It needs no upcasting, and
 * knows no type but by what of it is not read.
 *
 * @param clear ids, names, keys and values
 */
record Texts(List<String> clear, List<Written> written) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] SEAL = "\"ciphertext\"".getBytes(StandardCharsets.UTF_8);

    /** Batches of metrics are found by their run: their names again with each of them would be most of the index. */
    private static final Set<String> BATCHES = Set.of("run.batch-logged", "run.data-imported");

    private static final Set<String> OF_BATCHES = Set.of("params", "tags");

    /** Who looks for something would else find, from then on, that it was looked for. */
    private static final String READING = "access.audit-read";

    private static final String REQUEST = "request";

    /** @param name of what was written, for example {@code comment} */
    record Written(String name, SealedText text) {}

    static Texts of(String type, byte[] payload) {
        Texts texts = new Texts(new ArrayList<>(), new ArrayList<>());
        JsonNode event = JSON.readTree(payload);
        if (BATCHES.contains(type)) {
            OF_BATCHES.forEach(member -> texts.read(member, event.path(member), event));
        } else {
            texts.read("", event, event);
        }
        if (type.equals(READING)) {
            texts.written.removeIf(written -> written.name().equals(REQUEST));
        }
        return texts;
    }

    /** What people wrote in an event, all of it. */
    static List<Written> written(byte[] payload) {
        if (!contains(payload, SEAL)) {
            return List.of();
        }
        Texts texts = new Texts(new ArrayList<>(), new ArrayList<>());
        JsonNode event = JSON.readTree(payload);
        texts.read("", event, event);
        return texts.written;
    }

    private void read(String name, JsonNode node, JsonNode parent) {
        if (isSealed(node)) {
            written.add(new Written(nameOf(name, parent), sealed(node)));
        } else if (node.isString()) {
            clear.add(node.asString());
        } else if (node.isObject()) {
            node.properties().forEach(member -> read(member.getKey(), member.getValue(), node));
        } else if (node.isArray()) {
            node.forEach(element -> read(name, element, node));
        }
    }

    private static String nameOf(String member, JsonNode parent) {
        return member.equals("sealed") && parent.has("key")
                ? "tag." + parent.path("key").asString()
                : member;
    }

    private static boolean isSealed(JsonNode node) {
        return node.isObject() && node.size() == 2 && node.has("subject") && node.has("ciphertext");
    }

    private static SealedText sealed(JsonNode node) {
        return new SealedText(
                new SubjectId(node.path("subject").asString()),
                node.path("ciphertext").asString());
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int start = 0; start <= text.length - part.length; start++) {
            int same = 0;
            while (same < part.length && text[start + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
