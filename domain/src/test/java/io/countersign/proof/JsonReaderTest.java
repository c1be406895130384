package io.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonReaderTest {

    private static final String ALL =
            " {\"a\" : [1, -2.5e3, true, false, null, \"x\\u00e9\\n\\\\\\\"/\\/\\ud83d\\ude00\"], \"b\":{}, \"c\":[]}\n";

    @Example
    void everyKindOfValueIsRead() {
        assertThat(JsonReader.read(ALL))
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(1L, -2500.0, true, false, null, "xé\n\\\"//😀"),
                        "b",
                        Map.of(),
                        "c",
                        List.of()));
    }

    @Example
    void whatOthersWouldReadOtherwiseIsRefused() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "01",
                "+1",
                "1.",
                ".5",
                "NaN",
                "1e999",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "tru",
                "nul",
                "1 2",
                "{a:1}",
                "'a'",
                "[1 2]",
                "\"",
                "\uFEFF1",
                "\"\\ud800\"",
                "\"\\udc00x\"",
                "\"\\ude00\\ud83d\"",
                "[".repeat(200) + "]".repeat(200),
                "1".repeat(400))) {
            assertThatThrownBy(() -> JsonReader.read(text)).as(text).isInstanceOf(Unreadable.class);
        }
        assertThatThrownBy(() -> JsonReader.read(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}))
                .isInstanceOf(Unreadable.class);
    }

    @Property(tries = 3_000)
    void whateverItIsGivenIsReadOrRefused(@ForAll("texts") String text) {
        Reading.orRefusal(() -> JsonReader.read(text), Unreadable.class);
    }

    @Provide
    Arbitrary<String> texts() {
        return Mutations.of(ALL);
    }
}
