package io.countersign.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.countersign.artifact.DiskStore;
import io.countersign.artifacts.Downloads.Download;
import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.FileSystemUtils;

/** Whatever part of a file somebody asks for, under whatever name it is: the bytes are those of the file. */
class AnyDownloadTest {

    private static final byte[] FILE = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final List<String> CONDITIONS = List.of("Range", "If-Range", "If-Match", "If-None-Match");

    private static final Pattern EXTENDED = Pattern.compile("; filename\\*=UTF-8''([^; \"]+)$");
    private static final Pattern PLAIN = Pattern.compile("; filename=\"((?:[^\"\\\\]|\\\\.)*)\"$");
    private static final Path FOLDER =
            Path.of("target", "downloads-" + ProcessHandle.current().pid());
    private static final DiskStore STORE = new DiskStore(FOLDER);
    private static final Downloads DOWNLOADS = new Downloads(STORE);

    /** Whatever is sent without an end is not waited for. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static String sha256 = "";

    @BeforeContainer
    static void aStoredFile() throws IOException {
        sha256 = STORE.store(new ByteArrayInputStream(FILE), FILE.length).sha256();
    }

    @AfterContainer
    static void nothingIsLeft() throws IOException {
        FileSystemUtils.deleteRecursively(FOLDER);
    }

    private static MockHttpServletResponse answer(String name, String header, String value) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.addHeader(header, value);
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertTimeoutPreemptively(
                LONGEST, () -> DOWNLOADS.send(new Download(sha256, FILE.length, name), request, response));
        return response;
    }

    @Example
    void threeBytesAreThreeBytes() throws IOException {
        MockHttpServletResponse answer = answer("f", "Range", "bytes=2-4");
        assertThat(answer.getStatus()).isEqualTo(206);
        assertThat(answer.getContentAsString()).isEqualTo("234");
        assertThat(answer.getHeader("Content-Range")).isEqualTo("bytes 2-4/10");
    }

    @Property(tries = 2_000)
    void anAnswerIsAPartAsItSaysOrTheWholeOrNone(@ForAll("headers") String header, @ForAll("values") String value)
            throws IOException {
        MockHttpServletResponse answer = answer("f", header, value);
        byte[] sent = answer.getContentAsByteArray();
        switch (answer.getStatus()) {
            case 200 -> assertThat(sent).isEqualTo(FILE);
            case 206 -> assertThat(answer.getHeader("Content-Range")).isEqualTo(rangeOf(sent));
            case 304, 412, 416 -> assertThat(sent).isEmpty();
            default -> throw new AssertionError("Status " + answer.getStatus());
        }
    }

    /** Every digit is in the file once. */
    private static String rangeOf(byte[] sent) {
        int first = sent[0] - '0';
        assertThat(sent).isEqualTo(Arrays.copyOfRange(FILE, first, first + sent.length));
        return "bytes " + first + "-" + (first + sent.length - 1) + "/10";
    }

    @Property(tries = 2_000)
    void aRangeIsWithinTheFile(@ForAll("values") String header, @ForAll("sizes") long size) {
        Reading.orRefusal(() -> ByteRange.of(header, size)).ifPresent(range -> {
            assertThat(range.first()).isBetween(0L, Math.max(0, size - 1));
            assertThat(range.last()).isBetween(range.first() - 1, size - 1);
            assertThat(range.whole() || range.length() > 0).isTrue();
        });
    }

    /** A name that a file can have ends no line of the head, and comes out as it went in. */
    @Property(tries = 2_000)
    void aFileIsSavedUnderItsName(@ForAll("names") String name) throws IOException {
        Assume.that(Reading.orRefusal(() -> ArtifactPath.require(name), Rejection.class)
                .isPresent());
        String header = String.valueOf(answer(name, "Accept", "*/*").getHeader("Content-Disposition"));
        assertThat(header).matches("attachment; [\\x20-\\x7E]*");
        assertThat(savedAs(header))
                .isEqualTo(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    /** As RFC 6266 has it: the extended form where there is one, or the plain one. */
    private static String savedAs(String header) {
        Matcher extended = EXTENDED.matcher(header);
        if (extended.find()) {
            return URLDecoder.decode(extended.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        Matcher plain = PLAIN.matcher(header);
        assertThat(plain.find()).as(header).isTrue();
        return plain.group(1).replaceAll("\\\\(.)", "$1");
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(CONDITIONS);
    }

    @Provide
    Arbitrary<String> values() {
        return Mutations.of(
                "bytes=2-4",
                "bytes=-3",
                "bytes=7-",
                "bytes=0-9223372036854775807",
                "bytes=0-1,3-4",
                "\"x\", W/\"y\"",
                "*");
    }

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.of(0L, 1L, 10L, Long.MAX_VALUE);
    }

    @Provide
    Arbitrary<String> names() {
        return Mutations.of("model.pkl", "a \"b\"; filename=c.exe", "Prüfbericht 🚀.pdf", "=?UTF-8?Q?x?=");
    }
}
