package io.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the program said, and its exit code. */
record Run(int code, String said) {

    /** Of the small log's key. */
    static Run of(Object... arguments) {
        List<String> all =
                new ArrayList<>(Arrays.stream(arguments).map(String::valueOf).toList());
        all.addAll(List.of("--key", SmallLog.LOG.key().toString()));
        return bare(all.toArray());
    }

    static Run bare(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = Verifier.run(Arrays.stream(arguments).map(String::valueOf).toList(), print, print);
        return new Run(code, out.toString(StandardCharsets.UTF_8));
    }

    void verified(String... words) {
        assertThat(code).as(said).isZero();
        Arrays.stream(words).forEach(word -> assertThat(said).contains(word));
    }

    void forged(String... words) {
        assertThat(code).as(said).isEqualTo(Verifier.FORGED);
        assertThat(said).startsWith("forged: ").contains(words);
    }

    void unreadable(String... words) {
        assertThat(code).as(said).isEqualTo(Verifier.UNREADABLE);
        assertThat(said).contains(words);
    }

    void refused(String what) {
        assertThat(code).as(what + ": " + said).isIn(Verifier.FORGED, Verifier.UNREADABLE);
    }
}
