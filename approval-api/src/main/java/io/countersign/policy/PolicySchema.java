package io.countersign.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON Schema of policy documents. It knows their form; what people, time and names make of them it cannot know. */
final class PolicySchema {

    static final String TEXT = read();

    private PolicySchema() {}

    private static String read() {
        try (InputStream file = PolicySchema.class.getResourceAsStream("policy.schema.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
