package io.countersign.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.replica.LogRecord.NotOfALog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Of a topic that others may write to as well: what is no event of a log is told apart from what is. */
class LogRecordTest {

    private static final StoredEvent EVENT = new StoredEvent(
            7,
            "run-1",
            2,
            "Run",
            "e-1",
            "run.finished",
            "1",
            "2026-11-23T12:00:00.000Z",
            "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
            "{\"actor\":\"ada\"}".getBytes(StandardCharsets.UTF_8));

    private static final ProducerRecord<String, byte[]> WRITTEN = LogRecord.of(EVENT, "https://here", "log");

    private static ConsumerRecord<String, byte[]> received(@Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>("log", 0, 0, key, value);
    }

    private static ConsumerRecord<String, byte[]> received() {
        ConsumerRecord<String, byte[]> record = received(WRITTEN.key(), WRITTEN.value());
        WRITTEN.headers().forEach(record.headers()::add);
        return record;
    }

    @Example
    void whatWasWrittenIsReadAgain() {
        assertThat(LogRecord.read(received())).usingRecursiveComparison().isEqualTo(EVENT);
    }

    @Property(tries = 1_000)
    void aRecordIsAnEventOrSaidToBeNone(
            @ForAll("headers") String header, @ForAll("damaged") byte[] damaged, @ForAll boolean empty) {
        ConsumerRecord<String, byte[]> record = received();
        record.headers().remove(header);
        record.headers().add(header, empty ? null : damaged);
        Reading.orRefusal(() -> LogRecord.read(record), NotOfALog.class).ifPresent(event -> assertThat(event)
                .usingRecursiveComparison()
                .ignoringFields(fieldOf(header))
                .isEqualTo(EVENT));
        Reading.orRefusal(() -> LogRecord.source(record), NotOfALog.class);
    }

    private static String fieldOf(String header) {
        return header.equals("aggregate-type") ? "aggregateType" : header;
    }

    @Property(tries = 200)
    void aRecordOfAnyShapeIsNone(@ForAll("keys") @Nullable String key, @ForAll("names") List<String> names) {
        ConsumerRecord<String, byte[]> record = received(key, key == null ? new byte[0] : null);
        names.forEach(name -> record.headers().add(name, new byte[] {'1'}));
        assertThat(Reading.orRefusal(() -> LogRecord.read(record), NotOfALog.class))
                .isEmpty();
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                Arrays.stream(WRITTEN.headers().toArray()).map(Header::key).toList());
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Mutations.bytesOf("7", "run.finished", "2026-11-23T12:00:00.000Z", "{\"actor\":\"ada\"}");
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of("", "run-1").injectNull(0.3);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Combinators.combine(headers().list().ofMaxSize(10), Mutations.junk())
                .as((known, junk) -> {
                    var all = new java.util.ArrayList<>(known);
                    all.add(junk);
                    return all;
                });
    }
}
