package io.countersign.modelversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.modelversion.Manifest.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** {@code printf '%s 0 A\n%s 3 é\n' $NOTHING $ABC | sha256sum}. */
    @Test
    void itsDigestCanBeComputedByAnybody() {
        Manifest manifest = new Manifest(List.of(new File("é", ABC, 3), new File("A", NOTHING, 0)));

        assertThat(manifest.digest()).isEqualTo("124d88e7bb3f9136bc0420cb5f07ffa41579cbcc841cf4641470cbe7f7b7be82");
        assertThat(manifest.size()).isEqualTo(3);
    }

    @Test
    void theOrderOfListingDoesNotMatterAndEachPartDoes() {
        File one = new File("a", ABC, 3);
        File two = new File("b", ABC, 3);

        assertThat(new Manifest(List.of(one, two)).digest()).isEqualTo(new Manifest(List.of(two, one)).digest());
        assertThat(List.of(
                        new Manifest(List.of(one)),
                        new Manifest(List.of(two)),
                        new Manifest(List.of(new File("a", ABC, 4)))))
                .extracting(Manifest::digest)
                .doesNotHaveDuplicates();
    }
}
