package io.countersign.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows accounts to the person behind them: from each to its keeper, who chose its password and can sign in by it, and only
 * where nobody keeps it to whom it is said to act for. The function {@code ops.people_behind} does the same in SQL.
 */
public final class Hands {

    private Hands() {}

    /**
     * Who is at the end of the chain; the account itself if nobody has a hand in it. All who come to a ring are one of those
     * in it, so that it makes them neither nobody nor two.
     *
     * @param handOf the next in the chain; empty at its end
     */
    public static SubjectId personBehind(SubjectId account, Function<SubjectId, Optional<SubjectId>> handOf) {
        List<SubjectId> path = new ArrayList<>();
        SubjectId last = account;
        while (!path.contains(last)) {
            path.add(last);
            Optional<SubjectId> hand = handOf.apply(last);
            if (hand.isEmpty()) {
                return last;
            }
            last = hand.get();
        }
        return path.subList(path.indexOf(last), path.size()).stream()
                .min(Comparator.comparing(SubjectId::value))
                .orElseThrow();
    }

    /** Whether the chain from one account passes the other, or begins with it. */
    public static boolean lead(SubjectId from, SubjectId to, Function<SubjectId, Optional<SubjectId>> handOf) {
        List<SubjectId> path = new ArrayList<>();
        Optional<SubjectId> next = Optional.of(from);
        while (next.isPresent() && !next.get().equals(to) && !path.contains(next.get())) {
            path.add(next.get());
            next = handOf.apply(next.get());
        }
        return next.filter(to::equals).isPresent();
    }
}
