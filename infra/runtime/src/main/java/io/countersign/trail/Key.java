package io.countersign.trail;

import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the index knows things by: 64 bits of a hash. Of a hundred million different things, two have the same with a
 * probability of one in four thousand; an entry is then found that was not asked for, and none is missed.
 */
final class Key {

    private static final Map<String, Integer> TYPES = new ConcurrentHashMap<>();
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Key::sha256);

    private Key() {}

    static long kind(String type, String actor, String experiment) {
        return of("kind", type, actor, experiment);
    }

    static int type(String name) {
        return TYPES.computeIfAbsent(name, unknown -> (int) (of("type", unknown) >>> Integer.SIZE));
    }

    static long run(String id) {
        return of("run", id);
    }

    static long correlation(String id) {
        return of("correlation", id);
    }

    static long model(ModelId model) {
        return of("model", model.value());
    }

    static long version(VersionId version) {
        return of("version", version.stream());
    }

    static long field(String object, String field) {
        return of("field", object, field);
    }

    static long word(String word) {
        return of("word", word);
    }

    static long stream(String stream) {
        return of("stream", stream);
    }

    /** What comes first tells of what kind the rest is. */
    private static long of(String... parts) {
        MessageDigest digest = SHA_256.get();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return first(digest.digest());
    }

    static long first(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }
}
