package io.countersign.registeredmodel;

import io.countersign.freeze.FreezeCommand;
import io.countersign.freeze.FreezeEvent;
import io.countersign.freeze.WithdrawalId;
import io.countersign.policy.Change;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The versions of one model that are frozen, each with the ids of the withdrawals for which it is. */
final class FrozenVersions {

    private final SortedMap<Integer, SortedSet<String>> withdrawals = new TreeMap<>();

    /** Empty where nothing is left to freeze. */
    Optional<FreezeEvent> freeze(FreezeCommand.Freeze command, Versions known) {
        List<Integer> free = command.versions().stream()
                .filter(known.stages()::containsKey)
                .filter(version -> !isFrozenFor(version, command.withdrawal()))
                .distinct()
                .sorted()
                .toList();
        return free.isEmpty()
                ? Optional.empty()
                : Optional.of(new FreezeEvent.VersionsFrozen(command.model(), command.withdrawal(), free));
    }

    /** Empty where nothing is left to thaw. */
    Optional<FreezeEvent> thaw(FreezeCommand.Thaw command) {
        List<Integer> frozen = withdrawals.keySet().stream()
                .filter(version -> isFrozenFor(version, command.withdrawal()))
                .toList();
        return frozen.isEmpty()
                ? Optional.empty()
                : Optional.of(new FreezeEvent.VersionsThawed(command.model(), command.withdrawal(), frozen));
    }

    private boolean isFrozenFor(int version, WithdrawalId withdrawal) {
        return withdrawals.getOrDefault(version, new TreeSet<>()).contains(withdrawal.value());
    }

    /**
     * What is frozen comes nowhere where it would serve somebody, and is not approved to stay there. It may leave.
     *
     * @throws Rejection when the change would bring it there
     */
    void requireThawed(Change change, String model) {
        Integer version = comingToServe(change);
        if (version != null && withdrawals.containsKey(version)) {
            throw Rejection.of(
                    Reason.VERSION_FROZEN,
                    "Version %d of %s is frozen, for what it rests on was withdrawn (freeze %s). Once somebody else than"
                            + " who froze it thaws it, this can be decided.",
                    version,
                    model,
                    String.join(", ", withdrawals.getOrDefault(version, new TreeSet<>())));
        }
    }

    private static @Nullable Integer comingToServe(Change change) {
        return switch (change) {
            case Change.ToStage move -> move.to().isActive() ? move.version() : null;
            case Change.OfAlias of -> of.version();
            case Change.Revalidation of -> of.version();
            case Change.RevalidationOfAlias of -> of.version();
            case Change.DeletionOfVersion of -> null;
            case Change.DeletionOfModel of -> null;
            case Change.Renaming of -> null;
            case Change.OfTag of -> null;
        };
    }

    void on(FreezeEvent event) {
        switch (event) {
            case FreezeEvent.VersionsFrozen e ->
                e.versions().forEach(version -> withdrawals
                        .computeIfAbsent(version, key -> new TreeSet<>())
                        .add(e.withdrawal().value()));
            case FreezeEvent.VersionsThawed e -> e.versions().forEach(version -> thaw(version, e.withdrawal()));
        }
    }

    private void thaw(int version, WithdrawalId withdrawal) {
        SortedSet<String> frozenFor = withdrawals.getOrDefault(version, new TreeSet<>());
        frozenFor.remove(withdrawal.value());
        if (frozenFor.isEmpty()) {
            withdrawals.remove(version);
        }
    }

    /** A number that is gone is never given again. */
    void drop(int version) {
        withdrawals.remove(version);
    }
}
