package io.countersign.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnyLocationTest {

    private static final List<String> LOCAL = List.of("file:", "jar:", "local:", "sqlite:", "/", "\\", "c:");

    @Example
    void aRemoteStoreIsFine() {
        assertThat(ArtifactLocations.requireRemote("s3://bucket/a b", "source")).isEqualTo("s3://bucket/a b");
    }

    @Property(tries = 3_000)
    void noLocationIsOnADiskOrClimbs(@ForAll("locations") String location) {
        Reading.orRefusal(() -> ArtifactLocations.requireRemote(location, "source"), Rejection.class)
                .ifPresent(taken -> {
                    assertThat(taken).isEqualTo(location).doesNotContain("/../", "\\", "#");
                    assertThat(taken.toLowerCase(Locale.ROOT)).doesNotContain("%2e", "%2f", "%5c", "%25");
                    assertThat(LOCAL)
                            .noneMatch(local -> taken.toLowerCase(Locale.ROOT).startsWith(local));
                });
    }

    @Provide
    Arbitrary<String> locations() {
        return Mutations.of(
                "s3://bucket/prefix/model",
                "mlflow-artifacts:/0/0123456789abcdef0123456789abcdef/artifacts/model",
                "runs:/0123456789abcdef0123456789abcdef/model",
                "models:/credit@champion",
                "file:///etc/passwd",
                "dbfs:/a/../b",
                "https://host:8080/x?y=z");
    }
}
