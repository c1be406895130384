package io.countersign.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.identity.SubjectId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * By what a word that somebody wrote can be found without its being written anywhere: 64 bits of an HMAC-SHA-256 under a key
 * that is derived from that person's. Once their key is destroyed nobody can say any more which word it was. Safe for many
 * threads.
 */
public final class BlindWords {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "countersign audit words".getBytes(StandardCharsets.UTF_8);

    private final JdbcClient jdbc;
    private final Cache<SubjectId, byte[]> keys = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    public BlindWords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Says what each word of one person is found by. */
    @FunctionalInterface
    public interface Of {
        long word(String word);
    }

    /** Empty when the person was erased. */
    public Optional<Of> writtenBy(SubjectId person) {
        byte[] known = keys.getIfPresent(person);
        if (known != null) {
            return Optional.of(under(known));
        }
        Optional<byte[]> read = jdbc.sql("select key from ops.person_keys where subject_id = ?")
                .param(person.value())
                .query((row, number) -> mac(row.getBytes(1), PURPOSE))
                .optional();
        read.ifPresent(key -> keys.put(person, key));
        return read.map(BlindWords::under);
    }

    /** What a word is found by, whoever wrote it of those who are not erased by now. */
    public LongStream writtenByAnybody(String word) {
        return jdbc
                .sql("select key from ops.person_keys")
                .query((row, number) -> under(mac(row.getBytes(1), PURPOSE)).word(word))
                .list()
                .stream()
                .mapToLong(Long::longValue);
    }

    private static Of under(byte[] key) {
        return word ->
                ByteBuffer.wrap(mac(key, word.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every Java runtime.", e);
        }
    }
}
