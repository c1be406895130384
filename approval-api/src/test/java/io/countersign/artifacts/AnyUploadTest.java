package io.countersign.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.artifact.ArtifactStore.Part;
import io.countersign.artifact.ArtifactStore.PartPlace;
import io.countersign.artifacts.UploadMessages.SentPart;
import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import io.countersign.wire.BadRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.springframework.mock.web.MockHttpServletRequest;

/** Wherever and in whatever pieces somebody says that a file is to be: it is within its owner's folder, and whole. */
class AnyUploadTest {

    private static final String FILES = "/mlflow-artifacts/artifacts/";
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    @Property(tries = 3_000)
    void anAddressStaysWithinTheFolderOfItsOwner(@ForAll("addresses") String address) {
        Reading.orRefusal(() -> ArtifactAddress.parse(address), Rejection.class)
                .ifPresent(AnyUploadTest::requireWithin);
    }

    @Property(tries = 3_000)
    void soItDoesHoweverItIsEncoded(@ForAll("paths") String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/api/2.0" + FILES + path);
        Reading.orRefusal(() -> StoreRoutes.address(request, FILES), Rejection.class, BadRequest.class)
                .ifPresent(AnyUploadTest::requireWithin);
    }

    private static void requireWithin(ArtifactAddress address) {
        assertThat(ArtifactAddress.parse(address.toString())).isEqualTo(address);
        assertThat(address.path().split("/", -1)).doesNotContain("..", ".");
        assertThat(address.owner().folder()).matches("(models/)?[^/]+");
        assertThat(address.toString()).doesNotContain("\0", "\\", "\n", "//");
        assertThat(Reading.orRefusal(() -> address.child("f"), Rejection.class).map(ArtifactAddress::owner))
                .satisfiesAnyOf(owner -> assertThat(owner).isEmpty(), owner -> assertThat(owner)
                        .contains(address.owner()));
    }

    @Example
    void partsAreTheSameInAnyOrder() {
        assertThat(UploadMessages.areSame(List.of(sent(2, "\"b\""), sent(1, "a")), kept("a", "b")))
                .isTrue();
    }

    /** Otherwise a file would be put together of other pieces than its sender knows of. */
    @Property(tries = 2_000)
    void partsAreTheSameOnlyWhenEachIsListedOnce(
            @ForAll("sentParts") List<SentPart> sent, @ForAll @IntRange(min = 0, max = 4) int count) {
        List<Part> kept =
                kept(IntStream.rangeClosed(1, count).mapToObj(i -> "tag" + i).toArray(String[]::new));
        boolean exact = sent.size() == count
                && kept.stream()
                        .allMatch(part -> sent.stream()
                                        .filter(each ->
                                                Integer.valueOf(part.place().number())
                                                                .equals(each.partNumber())
                                                        && part.checksum()
                                                                .equals(String.valueOf(each.etag())
                                                                        .replace("\"", "")))
                                        .count()
                                == 1);
        assertThat(UploadMessages.areSame(sent, kept)).isEqualTo(exact);
    }

    private static List<Part> kept(String... checksums) {
        List<Part> parts = new ArrayList<>();
        for (String checksum : checksums) {
            parts.add(new Part(new PartPlace(parts.size() + 1, parts.size() + 1 == checksums.length, 7), checksum));
        }
        return parts;
    }

    private static SentPart sent(Integer number, String etag) {
        return new SentPart(number, etag, null);
    }

    @Example
    void aSmallUploadIsReadWhole() throws IOException {
        for (int size : List.of(1, 2, TEN_MEGABYTES)) {
            assertThat(SmallUpload.of(of(size)).readAllBytes()).hasSize(size);
        }
    }

    @Example
    void moreThanTenMegabytesIsNoSmallUploadWhateverItsHeaderSays() throws IOException {
        MockHttpServletRequest silent = new MockHttpServletRequest() {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        silent.setContent(new byte[TEN_MEGABYTES + 1]);
        var upload = SmallUpload.of(silent);
        assertThatThrownBy(upload::readAllBytes).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> SmallUpload.of(of(TEN_MEGABYTES + 1))).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> SmallUpload.of(of(0))).isInstanceOf(Rejection.class);
    }

    private static MockHttpServletRequest of(int size) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(new byte[size]);
        return request;
    }

    @Provide
    Arbitrary<String> addresses() {
        return Mutations.of(
                "0/0123456789abcdef0123456789abcdef/artifacts/model/MLmodel",
                "12/models/m-0123456789abcdef0123456789abcdef/artifacts/a b/ü.bin",
                "0/0123456789abcdef0123456789abcdef/artifacts");
    }

    @Provide
    Arbitrary<String> paths() {
        return Mutations.of(
                "0/0123456789abcdef0123456789abcdef/artifacts/model/ML%20model",
                "0/models/m-0123456789abcdef0123456789abcdef/artifacts/a+b/%C3%BC.bin",
                "0/r/artifacts/%2e%2e/%252e%252e/x");
    }

    @Provide
    Arbitrary<List<SentPart>> sentParts() {
        Arbitrary<Integer> number =
                Arbitraries.of(1, 2, 3, 4, 0, -1, Integer.MAX_VALUE).injectNull(0.05);
        Arbitrary<String> tag = Arbitraries.oneOf(
                        Arbitraries.of("tag1", "\"tag2\"", "tag3", "tag4"), Mutations.of("tag1", "\"tag2\""))
                .injectNull(0.05);
        Arbitrary<SentPart> right = Arbitraries.integers().between(1, 4).map(i -> sent(i, "tag" + i));
        Arbitrary<SentPart> any = Combinators.combine(number, tag).as((part, etag) -> new SentPart(part, etag, null));
        return Arbitraries.oneOf(
                Arbitraries.oneOf(right, any).list().ofMaxSize(5),
                Arbitraries.integers().between(0, 4).map(count -> IntStream.rangeClosed(1, count)
                        .mapToObj(i -> sent(i, "tag" + i))
                        .toList()));
    }
}
