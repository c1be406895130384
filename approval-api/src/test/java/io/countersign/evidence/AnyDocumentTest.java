package io.countersign.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whatever is said of a document beside its bytes. */
class AnyDocumentTest {

    private static final String DIGEST = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";

    @Example
    void aTypeIsOneAndADigestToo() {
        assertThat(DocumentTypes.of("Application/PDF; version=2")).isEqualTo("application/pdf");
        assertThat(announced("Content-Digest", "md5=:x:, sha-256=:" + DIGEST + ":"))
                .hasSize(64);
    }

    private static String announced(String header, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, value);
        return AnnouncedDigests.of(request, null).getFirst();
    }

    @Property(tries = 2_000)
    void aTypeIsPlainOrRefused(@ForAll("types") String type) {
        Reading.orRefusal(() -> DocumentTypes.of(type), Rejection.class).ifPresent(plain -> assertThat(plain)
                .matches("[a-z0-9!#$&^_.+'*%|~`-]+/[a-z0-9!#$&^_.+'*%|~`-]+")
                .doesNotStartWith("multipart/"));
        Reading.orRefusal(() -> DocumentTypes.suggestedBy(type))
                .ifPresent(plain -> assertThat(DocumentTypes.of(plain)).isEqualTo(plain));
    }

    @Property(tries = 2_000)
    void aDigestIsOneOfSha256OrRefused(@ForAll("digestHeaders") String header, @ForAll("digests") String value) {
        Reading.orRefusal(() -> announced(header, value), Rejection.class)
                .ifPresent(digest -> assertThat(digest).matches("[0-9a-f]{64}"));
        Reading.orRefusal(() -> AnnouncedDigests.of(value), Rejection.class)
                .ifPresent(digests -> assertThat(digests).allMatch(digest -> digest.matches("[0-9a-f]{64}")));
    }

    @Provide
    Arbitrary<String> types() {
        return Mutations.of(
                "application/pdf",
                "text/plain; charset=utf-8; q=0.5",
                "application/vnd.x+json; a=\"b;c\"",
                "multipart/form-data; boundary=x",
                "*/*",
                "report.pdf");
    }

    @Provide
    Arbitrary<String> digestHeaders() {
        return Arbitraries.of("Content-Digest", "Digest");
    }

    @Provide
    Arbitrary<String> digests() {
        return Mutations.of("sha-256=:" + DIGEST + ":", "SHA-256=" + DIGEST + ",md5=x", "ab".repeat(32));
    }
}
