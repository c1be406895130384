package io.countersign.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.governance.RequestMessages.ChangeMessage;
import io.countersign.rejection.Rejection;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnyChangeTest {

    @Property(tries = 3_000)
    void aChangeIsReadAndToldAgainOrRefused(@ForAll("messages") ChangeMessage message) {
        Reading.orRefusal(() -> ChangeMessages.read(message), Rejection.class).ifPresent(change -> {
            ChangeMessage told = ChangeMessages.of(change);
            assertThat(told.kind()).isEqualTo(message.kind());
            assertThat(ChangeMessages.read(told)).isEqualTo(change);
        });
    }

    @Provide
    Arbitrary<ChangeMessage> messages() {
        Arbitrary<String> kind = Arbitraries.oneOf(
                Arbitraries.of(
                        "stage",
                        "revalidation",
                        "alias",
                        "alias-revalidation",
                        "version-deletion",
                        "model-deletion",
                        "renaming",
                        "tag"),
                Mutations.of("stage"));
        return Combinators.combine(
                        kind,
                        some("3", "2147483647", "+1", "٣"),
                        some("Production", "ARCHIVED", "None"),
                        some("champion", "latest", "v1"),
                        some("credit", "a b", "ünï"),
                        some("approved-by", "a/b"),
                        some("yes", ""))
                .as((of, version, stage, alias, name, key, value) ->
                        new ChangeMessage(of, version, stage, alias, name, key, value, null, null));
    }

    private static Arbitrary<String> some(String... valid) {
        return Arbitraries.oneOf(Arbitraries.of(valid), Mutations.of(valid)).injectNull(0.1);
    }
}
