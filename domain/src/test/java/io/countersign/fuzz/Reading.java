package io.countersign.fuzz;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The contract of every parser of what comes from outside: a value or the parser's own refusal, soon. */
public final class Reading {

    /** Where another program has the processor, even what takes no time takes some. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Nobody reads more, and whoever is refused must not be able to make the server repeat much. */
    private static final int LONGEST_REFUSAL = 20_000;

    private Reading() {}

    /**
     * What was read; empty where the parser refused.
     *
     * @param refusals by which it may; whatever else it throws, or a refusal without words, is a fault
     */
    @SafeVarargs
    public static <T> Optional<T> orRefusal(
            Supplier<@Nullable T> parser, Class<? extends RuntimeException>... refusals) {
        long begun = System.nanoTime();
        try {
            return Optional.ofNullable(parser.get());
        } catch (RuntimeException refusal) {
            requireRefusal(refusal, refusals);
            return Optional.empty();
        } finally {
            requireSoon(Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    @SafeVarargs
    private static void requireRefusal(RuntimeException thrown, Class<? extends RuntimeException>... refusals) {
        for (Class<? extends RuntimeException> refusal : refusals) {
            if (refusal.isInstance(thrown)) {
                requireWords(thrown);
                return;
            }
        }
        throw new AssertionError("This is no refusal but a fault: " + thrown, thrown);
    }

    private static void requireWords(RuntimeException refusal) {
        String words = refusal.getMessage();
        if (words == null || words.isBlank() || words.length() > LONGEST_REFUSAL) {
            throw new AssertionError(
                    "A refusal of " + (words == null ? "no" : words.length()) + " characters", refusal);
        }
    }

    private static void requireSoon(Duration taken) {
        if (taken.compareTo(LONGEST) > 0) {
            throw new AssertionError("It took " + taken);
        }
    }
}
