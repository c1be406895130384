package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a document is held against.
 *
 * @param groups null when it is not asked who is there to satisfy it
 * @param reporters finds whom a name means that may be a user's or a subject id; empty when nobody
 * @param expressions finds what is wrong with a condition
 * @param now null when it is not asked whether there is a moment left to satisfy it
 */
record Surroundings(
        @Nullable Groups groups,
        Function<String, Optional<SubjectId>> reporters,
        Function<String, List<ExpressionProblem>> expressions,
        @Nullable Instant now) {

    /** Any names, any expressions: whether it is well formed. */
    static final Surroundings NONE =
            new Surroundings(null, name -> Optional.of(new SubjectId(name)), expression -> List.of(), null);

    /** With names that mean whom they meant before, as long as those are still there. */
    Surroundings meaning(List<Reporter> settled) {
        Map<String, SubjectId> known = byName(settled);
        return new Surroundings(
                groups, name -> Optional.ofNullable(known.get(name)).filter(this::isThere), expressions, now);
    }

    private boolean isThere(SubjectId subject) {
        return reporters.apply(subject.value()).isPresent();
    }

    /** What was held against everything before it was proposed: its names mean who they meant then. */
    static Surroundings settled(List<Reporter> reporters) {
        Map<String, SubjectId> known = byName(reporters);
        return new Surroundings(
                null,
                name -> Optional.of(known.getOrDefault(name, new SubjectId(name))),
                expression -> List.of(),
                null);
    }

    private static Map<String, SubjectId> byName(List<Reporter> reporters) {
        return reporters.stream().collect(Collectors.toMap(Reporter::name, Reporter::subject));
    }
}
