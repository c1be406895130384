package io.countersign.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.artifact.Signatures;
import io.countersign.artifacts.Downloads.Download;
import io.countersign.assembly.TestDatabases;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.Schemas;
import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;

/** However somebody changes a link that they were given: it leads to the file that it was signed for, or nowhere. */
class AnyLinkTest {

    private static final Links LINKS = new Links(new Signatures(database()));
    private static final Download FILE = new Download("ab".repeat(32), 17, "model & words.txt");
    private static final String QUERY = LINKS.toDownload(FILE, new MockHttpServletRequest())
            .replaceFirst("[^?]*/signed/([0-9a-f]+)\\?", "sha256=$1&");

    private static JdbcTemplate database() {
        DatabaseAddress address = TestDatabases.empty();
        new Schemas(address).bringForward();
        return new JdbcTemplate(ConnectionPools.forOwner(address));
    }

    @Example
    void asItWasGivenItIsFollowed() {
        assertThat(followed(QUERY)).contains(FILE);
    }

    @Property(tries = 3_000)
    void changedItLeadsNowhereElse(@ForAll("links") String link) {
        followed(link).ifPresent(file -> assertThat(file).isEqualTo(FILE));
    }

    @Property(tries = 1_000)
    void nobodyMakesUpASignature(@ForAll("signatures") String signature) {
        String original = fields(QUERY).get("signature");
        Optional<Boolean> passed = Reading.orRefusal(
                () -> {
                    LINKS.requireDownload(FILE, Long.parseLong(fields(QUERY).get("expires")), signature);
                    return true;
                },
                Rejection.class);
        assertThat(passed.isPresent()).isEqualTo(signature.equals(original));
    }

    /** As the container and the route read it. */
    private static Optional<Download> followed(String link) {
        return Reading.orRefusal(
                () -> {
                    Map<String, String> fields = fields(link);
                    Download file = new Download(
                            field(fields, "sha256"), Long.parseLong(field(fields, "size")), field(fields, "name"));
                    LINKS.requireDownload(file, Long.parseLong(field(fields, "expires")), field(fields, "signature"));
                    return file;
                },
                Rejection.class,
                IllegalArgumentException.class);
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    private static Map<String, String> fields(String query) {
        return Stream.of(query.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0],
                        field -> field.length == 1 ? "" : URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                        (first, second) -> first));
    }

    @Provide
    Arbitrary<String> links() {
        return Mutations.of(QUERY).filter(link -> link.length() < 5_000); // the container reads no longer ones
    }

    @Provide
    Arbitrary<String> signatures() {
        return Mutations.of(String.valueOf(fields(QUERY).get("signature")));
    }
}
