package io.countersign.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rejection.Refused;
import io.countersign.rejection.Rejection;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactPathTest {

    private static final Path ROOT = Path.of("/root");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "model/MLmodel",
                "model/data/model.pkl",
                ".gitignore",
                "a..b",
                "..a",
                "notes~",
                "a b/c (1).txt",
                "12:30.log",
                "checkpoint:3.pt",
                "100%.txt",
                "50%25 off",
                "a;b.csv",
                "größe.json",
                "模型.bin"
            })
    void plainRelativePathsAreLetThrough(String path) {
        assertThat(ArtifactPath.require(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../secret",
                "a/../../secret",
                "a/..",
                ".",
                "./a",
                "a/./b",
                "/etc/passwd",
                "//host/x",
                "a//b",
                "a/",
                ""
            })
    void climbingIsRefused(String path) {
        refused(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..\\secret",
                "a\\..\\b",
                "\\\\host\\share",
                "C:",
                "C:/Windows",
                "c:secret",
                "~/x",
                "~root",
                ".. /x",
                "a/.. /x",
                "...",
                "a/ /b",
                "..../x"
            })
    void whatClimbsOnAnotherSystemIsRefused(String path) {
        refused(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2e%2e/secret",
                "%2E%2E/secret",
                ".%2e/secret",
                "a%2fb",
                "a%2Fb",
                "a%5cb",
                "a%5C..",
                "a%00.txt",
                "%252e%252e/secret",
                "%25252e/secret",
                "a%252fb",
                "a%255cb",
                "a%2500"
            })
    void whatClimbsAfterMoreDecodingIsRefused(String path) {
        refused(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..;/secret", "a/..;x=1/b", ".;/a", "a/;/b"})
    void whatClimbsWhereSemicolonsCarryParametersIsRefused(String path) {
        refused(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a#b", "#/../x", "a%23b", "a%2523b", "file:/etc/passwd", "file:a", "FILE:/etc/passwd"})
    void whatMeansSomethingElseInAUriIsRefused(String path) {
        refused(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\rb", "a\tb", "a\u007f", "\u001b[31m"})
    void controlCharactersAreRefused(String path) {
        refused(path);
    }

    @Test
    void lengthIsBounded() {
        assertThat(ArtifactPath.require("a".repeat(1000))).hasSize(1000);
        refused("a".repeat(1001));
    }

    @Test
    void aHugePathIsNotSentBackWhole() {
        assertThat(Refused.invalid(() -> ArtifactPath.require("a".repeat(100_000)))
                        .getMessage())
                .hasSizeLessThan(300);
    }

    @Property
    void nothingThatIsLetThroughLeavesTheRoot(@ForAll @From("piecedTogether") String path) {
        Assume.that(isLetThrough(path));

        assertThat(ROOT.resolve(path).normalize()).hasToString(ROOT + "/" + path);
    }

    @Property
    void nothingThatIsLetThroughLeavesTheRootOnceDecoded(@ForAll @From("piecedTogether") String path) {
        Assume.that(isLetThrough(path));

        Path decoded = ROOT.resolve(percentDecoded(percentDecoded(path))).normalize();

        assertThat(decoded.startsWith(ROOT)).isTrue();
    }

    @Provide
    static Arbitrary<String> piecedTogether() {
        return Arbitraries.of("a", "b", ".", "..", "/", "//", "%", "2e", "2f", "%2e", "%2F", "%25", "~", ";", " ", "C:")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(pieces -> String.join("", pieces));
    }

    private static boolean isLetThrough(String path) {
        try {
            ArtifactPath.require(path);
            return true;
        } catch (Rejection refused) {
            return false;
        }
    }

    private static String percentDecoded(String path) {
        return Pattern.compile("%(\\p{XDigit}{2})")
                .matcher(path)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    }

    private static void refused(String path) {
        Refused.invalid(() -> ArtifactPath.require(path));
    }
}
