package io.countersign.registeredmodel;

import io.countersign.policy.Change;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The changes of one model that somebody asked for and nobody has decided on yet, each by its topic. */
final class Ballots {

    private final SortedMap<String, Ballot> open = new TreeMap<>();

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

    List<Ballot> all() {
        return List.copyOf(open.values());
    }

    void open(Change change, Ballot.Request request) {
        change(on(change).orElseGet(() -> Ballot.on(change)).with(request));
    }

    /** In place of the one on the same topic. */
    void change(Ballot ballot) {
        if (ballot.hasNoRequests()) {
            open.remove(ballot.change().topic());
        } else {
            open.put(ballot.change().topic(), ballot);
        }
    }

    void close(List<RequestId> requests) {
        for (RequestId request : requests) {
            open.values().stream()
                    .filter(ballot -> ballot.request(request).isPresent())
                    .findFirst()
                    .ifPresent(ballot -> change(ballot.without(request)));
        }
    }

    /** Who asked for something that has to do with the version asked in vain. */
    void closeAllOf(int version) {
        open.values().removeIf(ballot -> Objects.equals(ballot.change().candidate(), version));
    }
}
