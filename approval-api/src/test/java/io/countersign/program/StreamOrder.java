package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each stream's events in the order of their sequence numbers, from the first on. An event may come again, with the same
 * id, but never after one that follows it had been missed.
 */
final class StreamOrder {

    private final Map<String, List<String>> streams = new HashMap<>();

    void require(String stream, long number, String id) {
        List<String> seen = streams.computeIfAbsent(stream, key -> new ArrayList<>());
        int sequence = Math.toIntExact(number);
        assertThat(sequence).as("gap in stream %s", stream).isLessThanOrEqualTo(seen.size());
        if (sequence == seen.size()) {
            seen.add(id);
        } else {
            assertThat(id)
                    .as("event %d of stream %s, told again", sequence, stream)
                    .isEqualTo(seen.get(sequence));
        }
    }
}
