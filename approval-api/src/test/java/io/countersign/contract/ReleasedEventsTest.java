package io.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schemas as they were released, in {@code src/test/resources/released-events}: whoever reads events by one of them goes
 * on reading them. What a reader could not bear is a new version of the type beside the old one.
 *
 * <p>{@code -Dcountersign.events.approve=true} writes what is missing, and what says more than before; nothing else.
 */
class ReleasedEventsTest {

    private static final Path RELEASED = Path.of("src/test/resources/released-events");
    private static final String SUFFIX = ".schema.json";
    private static final String APPROVE = "countersign.events.approve";

    @BeforeAll
    static void whatSaysMoreIsApprovedOnlyWhenAskedFor() throws IOException {
        if (Boolean.getBoolean(APPROVE)) {
            Files.createDirectories(RELEASED);
            for (EventContract contract : EventContract.all()) {
                if (Files.notExists(fileOf(contract.type()))
                        || breaks(contract.type()).isEmpty()) {
                    Files.writeString(fileOf(contract.type()), contract.schema() + "\n");
                }
            }
        }
    }

    static List<EventContract> contracts() {
        return EventContract.all();
    }

    static List<String> released() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            return files.map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                    .sorted()
                    .toList();
        }
    }

    private static Path fileOf(String type) {
        return RELEASED.resolve(type + SUFFIX);
    }

    private static List<String> breaks(String type) throws IOException {
        return Compatibility.breaks(
                JsonMapper.shared().readTree(Files.readString(fileOf(type))),
                JsonMapper.shared()
                        .readTree(EventContract.of(type).orElseThrow().schema()));
    }

    @ParameterizedTest
    @MethodSource("released")
    void whoReadsItAsItWasReleasedReadsItStill(String type) throws IOException {
        assertThat(EventContract.of(type)).as("A type that was released stays.").isPresent();
        assertThat(breaks(type)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void whatIsPublishedIsReleased(EventContract contract) {
        assertThat(fileOf(contract.type())).exists();
    }

    @Test
    void thereAreReleasedOnes() throws IOException {
        assertThat(released()).hasSizeGreaterThan(100);
    }
}
