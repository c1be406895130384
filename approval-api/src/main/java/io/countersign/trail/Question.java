package io.countersign.trail;

import io.countersign.event.EventType;
import io.countersign.rejection.Invalid;
import io.countersign.signin.People;
import io.countersign.wire.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for; what is left out does not narrow them.
 *
 * @param actor a name, also of somebody who was removed, or a subject id
 * @param model a name, also a former one, or an id
 * @param experiment as model
 * @param kind types of events and families of them ({@code run}), separated by commas
 * @param decision also several, separated by commas
 * @param from the first moment, with its offset
 * @param to the first moment that is too late
 * @param q words, each of which must be there
 */
record Question(
        @Nullable String actor,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String run,
        @Nullable String experiment,
        @Nullable String kind,
        @Nullable String decision,
        @Nullable String from,
        @Nullable String to,
        @Nullable String correlation,
        @Nullable String q) {

    private static final int LONGEST = 1_000;

    /** @throws io.countersign.rejection.Rejection when nothing could ever pass it for the way it is put */
    TrailFilter filter(People people) {
        Stream.of(actor, model, run, experiment, kind, decision, correlation)
                .filter(given -> given != null && given.length() > LONGEST)
                .forEach(given -> {
                    throw Invalid.value("query", given, "no name, id or list is longer than " + LONGEST + ".");
                });
        requireModelOfVersion();
        return new TrailFilter(
                actor == null ? null : subjects(actor, people),
                model,
                version,
                run,
                experiment,
                types(),
                from == null ? null : Times.read("from", from),
                until(),
                correlation,
                text());
    }

    private void requireModelOfVersion() {
        if (version != null && model == null) {
            throw Invalid.value("version", version, "say of which model, too.");
        }
        if (version != null && version < 1) {
            throw Invalid.value("version", version, "versions are numbered from 1 on.");
        }
    }

    private static Set<String> subjects(String actor, People people) {
        return Stream.concat(Stream.of(actor), people.everNamed(actor).stream().map(Object::toString))
                .collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable Instant until() {
        if (to == null) {
            return null;
        }
        Instant end = Times.read("to", to);
        if (from != null && !Times.read("from", from).isBefore(end)) {
            throw Invalid.value("to", to, "use a time after from.");
        }
        return end;
    }

    private @Nullable String text() {
        if (q == null) {
            return null;
        }
        int words = q.length() > LONGEST ? 0 : TrailFilter.countWords(q);
        if (words == 0 || words > TrailFilter.MOST_WORDS) {
            throw Invalid.value(
                    "q",
                    q,
                    "use 1 to %d words of letters or digits, %d characters at most."
                            .formatted(TrailFilter.MOST_WORDS, LONGEST));
        }
        return q;
    }

    /** Both together leave what is in both. */
    private @Nullable Set<String> types() {
        Set<String> ofKinds = kind == null ? null : each(kind, Question::typesOf);
        Set<String> ofDecisions = decision == null ? null : each(decision, Question::typesDeciding);
        if (ofKinds == null || ofDecisions == null) {
            return ofKinds == null ? ofDecisions : ofKinds;
        }
        return ofKinds.stream().filter(ofDecisions::contains).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> each(String list, Function<String, Stream<String>> types) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .flatMap(types)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> typesOf(String kind) {
        Set<String> types = EventType.all().stream()
                .map(EventType::name)
                .filter(name -> name.equals(kind) || name.startsWith(kind + "."))
                .collect(Collectors.toUnmodifiableSet());
        if (types.isEmpty()) {
            throw Invalid.value("kind", kind, "use types of events such as run.started, or families such as run.");
        }
        return types.stream();
    }

    private static Stream<String> typesDeciding(String decision) {
        return Decision.labelled(decision)
                .orElseThrow(() -> Invalid.value(
                        "decision",
                        decision,
                        "use "
                                + Arrays.stream(Decision.values())
                                        .map(Decision::label)
                                        .collect(Collectors.joining(", "))
                                + "."))
                .types()
                .stream();
    }
}
