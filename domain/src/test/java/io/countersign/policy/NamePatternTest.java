package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({"credit-*, credit-risk", "*, x", "loan-?, loan-1", "a*b*c, abbc", "a.b, a.b", "?, 🙂", "**, ''"})
    void matches(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"credit-*, Credit-risk", "loan-?, loan-12", "loan-?, loan-", "a.b, axb", "a*b, abc", "'', x"})
    void doesNotMatch(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isFalse();
    }

    @Property
    void matchesAsTheRegularExpressionDoes(@ForAll("few") String pattern, @ForAll("few") String name) {
        String regex = pattern.replace(".", "\\.").replace("*", ".*").replace("?", ".");
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(Pattern.matches(regex, name));
    }

    @Provide
    Arbitrary<String> few() {
        return Arbitraries.strings().withChars("ab.*?").ofMaxLength(8);
    }

    @Test
    void manyStarsTakeNoLongerThanFew() {
        NamePattern hostile = new NamePattern("a*".repeat(200) + "b");
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(hostile.matches("a".repeat(1_000)))
                .isFalse());
    }
}
