package io.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.proof.Envelope;
import io.countersign.proof.PackManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever a file has in it, the program says something of it and ends; and never that it is true when it was damaged. */
class AnyFileTest {

    private static final SmallLog LOG = new SmallLog();
    private static final Path FILE = file();
    private static final String EXPORT = text(SmallLog.lines(LOG.some(0, 50)));
    private static final String CHECKPOINT = LOG.checkpoint(600).toString();
    private static final String MANIFEST = text(
            new PackManifest(SmallLog.MODEL, SmallLog.BEGIN, SmallLog.BEGIN.plusSeconds(1), List.of()).canonical());

    private static Path file() {
        try {
            return Files.createTempFile("any", ".file");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.delete(FILE);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Property(tries = 1_000)
    void anyExport(@ForAll("exports") String text) throws IOException {
        Files.write(FILE, text.getBytes(StandardCharsets.UTF_8));
        Run run = Run.of("export", FILE);
        String events = text.substring(text.indexOf('\n') + 1);
        boolean asTheyWere = EXPORT.endsWith("\n" + events) || upToAnEvent().endsWith("\n" + events);
        assertThat(run.code()).as(run.said() + text).isBetween(asTheyWere ? 0 : 1, 2);
        assertThat(run.said()).doesNotContain("Exception").hasSizeLessThan(20_000);
    }

    /**
     * Without a range, nothing is said about what is not there; and of the first line, nothing that has another meaning could
     * have been signed.
     */
    private static String upToAnEvent() {
        return text(SmallLog.lines(LOG.some(0)));
    }

    @Provide
    Arbitrary<String> exports() {
        return Mutations.of(EXPORT);
    }

    @Property(tries = 1_000)
    void anyManifest(@ForAll("manifests") String text) throws IOException {
        Path pack = Files.createDirectories(FILE.resolveSibling(FILE.getFileName() + ".pack"));
        try {
            byte[] signed = text.getBytes(StandardCharsets.UTF_8);
            Files.write(
                    pack.resolve(PackManifest.FILE),
                    Envelope.of(PackManifest.PAYLOAD_TYPE, signed, SmallLog.LOG).canonical());
            Run run = Run.of("pack", pack);
            assertThat(run.code()).as(run.said()).isBetween(1, 2);
            assertThat(run.said()).doesNotContain("Exception").hasSizeLessThan(20_000);
        } finally {
            Files.delete(pack.resolve(PackManifest.FILE));
            Files.delete(pack);
        }
    }

    @Provide
    Arbitrary<String> manifests() {
        return Mutations.of(MANIFEST);
    }

    @Property(tries = 1_000)
    void anyCheckpoint(@ForAll("checkpoints") String text) throws IOException {
        Files.write(FILE, text.getBytes(StandardCharsets.UTF_8));
        Run run = Run.of("consistency", FILE, FILE);
        boolean sameText = text.startsWith(CHECKPOINT.substring(0, CHECKPOINT.indexOf("— ")));
        assertThat(run.code()).as(run.said()).isBetween(sameText ? 0 : 1, 2);
        assertThat(run.said()).doesNotContain("Exception");
    }

    @Provide
    Arbitrary<String> checkpoints() {
        return Mutations.of(CHECKPOINT);
    }
}
