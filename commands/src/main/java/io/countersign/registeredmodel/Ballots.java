package io.countersign.registeredmodel;

import io.countersign.policy.Change;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The changes of one model that somebody asked for and nobody has decided on yet, each by its topic. */
final class Ballots {

    private final Map<String, Ballot> open = new TreeMap<>();

    Optional<Ballot> on(Change change) {
        return Optional.ofNullable(open.get(change.topic()));
    }

    /** @throws Rejection when nobody has asked for it */
    Ballot require(Change change, String model) {
        return on(change).orElseThrow(() -> notAsked(change, model));
    }

    private static Rejection notAsked(Change change, String model) {
        if (change instanceof Change.ToStage move) {
            return Rejection.of(
                    Reason.REQUEST_NOT_FOUND,
                    "No open transition request to %s for Model Version (name=%s, version=%d).",
                    move.to().label(),
                    model,
                    move.version());
        }
        return Rejection.of(
                Reason.REQUEST_NOT_FOUND, "No open request for a %s of Registered Model %s.", change.words(), model);
    }

    /** @throws Rejection when it is not open, or was never opened */
    Ballot holding(RequestId request) {
        return open.values().stream()
                .filter(ballot -> ballot.request(request).isPresent())
                .findFirst()
                .orElseThrow(
                        () -> Rejection.of(Reason.REQUEST_NOT_FOUND, "Transition request %s is not open.", request));
    }

    void open(Change change, Ballot.Request request) {
        open.computeIfAbsent(change.topic(), topic -> new Ballot(change)).add(request);
    }

    void close(Collection<RequestId> requests) {
        open.values().forEach(ballot -> requests.forEach(ballot::remove));
        open.values().removeIf(Ballot::isEmpty);
    }

    /** Who asked for something that has to do with the version asked in vain. */
    void closeAllOf(int version) {
        open.values().removeIf(ballot -> Objects.equals(ballot.change().candidate(), version));
    }
}
