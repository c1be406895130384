package io.countersign.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an event's public data, in the order in which they are named; what is absent is left out. */
final class Data {

    private final Map<String, Object> members = new LinkedHashMap<>();

    static Data with(String name, @Nullable Object value) {
        return new Data().and(name, value);
    }

    Data and(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    Map<String, Object> members() {
        return members;
    }
}
