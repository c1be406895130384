package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {

    private static final List<Object> SEARCH = List.of("runs", "metrics.a > 1");
    private static final List<SortKey> KEYS = List.of(
            new SortKey("a", ValueType.NUMBER, true, true),
            new SortKey("b", ValueType.INTEGER, false, true),
            new SortKey("c", ValueType.TEXT, true, false));

    private static final String TOKEN = PageToken.encode(SEARCH, List.of(0.1, 17L, "id"));

    @Property
    void holdsAPositionExactly(@ForAll double number, @ForAll long integer, @ForAll boolean isNull) {
        var position = Arrays.<Object>asList(isNull ? null : number, integer, "ünï / 🚀");
        assertThat(PageToken.decode(PageToken.encode(SEARCH, position), SEARCH, KEYS))
                .isEqualTo(position);
    }

    @Test
    void holdsNaN() {
        var position = List.<Object>of(Double.NaN, 1L, "");
        assertThat(PageToken.decode(PageToken.encode(SEARCH, position), SEARCH, KEYS))
                .isEqualTo(position);
    }

    @Test
    void ofAnotherSearchIsRefused() {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> PageToken.decode(TOKEN, List.of("runs", "metrics.a > 2"), KEYS))
                .withMessage("Invalid page token, it was not issued for this search");
    }

    @Test
    void isRefusedWithAnyCharacterChanged() {
        for (int index = 0; index < TOKEN.length(); index++) {
            var changed = new StringBuilder(TOKEN);
            changed.setCharAt(index, TOKEN.charAt(index) == 'A' ? 'B' : 'A');
            assertRefused(changed.toString());
        }
    }

    @Property
    void anythingElseIsRefused(@ForAll String junk) {
        assertRefused(junk);
        assertRefused(Base64.getUrlEncoder().encodeToString(junk.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"offset\": 1}",
                "{}",
                "null",
                "[]",
                "{\"version\":1,\"digest\":null,\"last\":null}",
                "{\"version\":2,\"digest\":\"x\",\"last\":[]}",
                "{\"version\":\"x\"}",
            })
    void jsonOfAnotherShapeIsRefused(String json) {
        assertRefused(Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Nobody keeps a client from making tokens: what it says must be a position all the same. */
    @Property(tries = 2_000)
    void ofADamagedTokenAPositionIsReadOrNone(@ForAll("damaged") byte[] json) {
        String token = Base64.getUrlEncoder().encodeToString(json);
        Reading.orRefusal(() -> PageToken.decode(token, SEARCH, KEYS), InvalidSearch.class)
                .ifPresent(position -> assertThat(PageToken.decode(PageToken.encode(SEARCH, position), SEARCH, KEYS))
                        .isEqualTo(position));
    }

    @Property(tries = 2_000)
    void aForgedPositionIsOneOfStorableValuesOrNone(
            @ForAll("damagedValues") String number,
            @ForAll("damagedValues") String integer,
            @ForAll("damagedValues") String text) {
        String token = PageToken.encode(SEARCH, List.of(number, integer, text));
        Reading.orRefusal(() -> PageToken.decode(token, SEARCH, KEYS), InvalidSearch.class)
                .ifPresent(position -> {
                    assertThat(position.get(0)).isInstanceOf(Double.class);
                    assertThat(position.get(1)).isInstanceOf(Long.class);
                    assertThat(position.get(2)).isEqualTo(text).satisfies(value -> assertThat((String) value)
                            .doesNotContain("\0")
                            .isEqualTo(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
                });
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Mutations.bytesOf(new String(Base64.getUrlDecoder().decode(TOKEN), StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> damagedValues() {
        return Mutations.of("0.5", "17", "-0x1p3", "id");
    }

    @Test
    void aForgedPositionOfTheWrongTypeIsRefused() {
        for (List<Object> forged : List.<List<Object>>of(
                List.of("x", 1L, "id"), List.of(1.0, "1.5", "id"), List.of(1.0, 1L, "\0"), List.of(1.0, 1L))) {
            assertRefused(PageToken.encode(SEARCH, new ArrayList<>(forged)));
        }
        assertRefused(PageToken.encode(SEARCH, Arrays.asList(1.0, 1L, null)));
    }

    private static void assertRefused(String token) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> PageToken.decode(token, SEARCH, KEYS))
                .withMessageStartingWith("Invalid page token, ");
    }
}
