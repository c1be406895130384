package io.countersign.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, each of the type that is asked for or {@link Unreadable}. */
final class JsonFields {

    private final Map<?, ?> fields;

    private JsonFields(Map<?, ?> fields) {
        this.fields = fields;
    }

    static JsonFields read(byte[] json) {
        return of(JsonReader.read(json));
    }

    static JsonFields of(@Nullable Object json) {
        if (json instanceof Map<?, ?> fields) {
            return new JsonFields(fields);
        }
        throw new Unreadable("There is no JSON object where one should be.");
    }

    /** So that none is left of which nobody knows what it says. */
    void requireCount(int count) {
        if (fields.size() != count) {
            throw new Unreadable("There are " + fields.size() + " fields where there should be " + count + ": "
                    + Encoding.shortened(fields.keySet().toString()) + ".");
        }
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    @Nullable
    Object get(String name) {
        return fields.get(name);
    }

    String text(String name) {
        return get(name) instanceof String text ? text : missing(name, "a text");
    }

    long number(String name) {
        return get(name) instanceof Long number && number >= 0 && number <= CanonicalJson.LARGEST
                ? number
                : missing(name, "a whole number from 0 to 2^53");
    }

    JsonFields object(String name) {
        return get(name) instanceof Map<?, ?> map ? new JsonFields(map) : missing(name, "an object");
    }

    byte[] bytes(String name) {
        return Encoding.base64(text(name));
    }

    List<?> list(String name) {
        return get(name) instanceof List<?> list ? list : missing(name, "a list");
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        list(name).forEach(each -> texts.add(each instanceof String text ? text : missing(name, "a list of texts")));
        return texts;
    }

    List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        list(name).forEach(each -> numbers.add(each instanceof Long number ? number : missing(name, "of numbers")));
        return numbers;
    }

    List<String> names() {
        return fields.keySet().stream().map(String::valueOf).toList();
    }

    List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        list(name).forEach(each -> objects.add(of(each)));
        return objects;
    }

    /** Of hashes in base64. */
    List<Hash> hashes(String name) {
        List<Hash> hashes = new ArrayList<>();
        list(name).forEach(each -> hashes.add(Hash.ofBase64(each instanceof String text ? text : "")));
        return hashes;
    }

    private static <T> T missing(String name, String type) {
        throw new Unreadable("The field '" + name + "' is not " + type + ".");
    }
}
