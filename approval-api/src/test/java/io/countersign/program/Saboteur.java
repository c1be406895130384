package io.countersign.program;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Kills one process after another at random moments, some of them while another comes back. */
final class Saboteur {

    private static final int SHORTEST_PEACE_MILLIS = 200;
    private static final int LONGEST_PEACE_MILLIS = 4000;
    private static final int ONE_IN_SO_MANY_IS_FOLLOWED_AT_ONCE = 4;

    private final Keeper keeper;
    private final RandomGenerator random;
    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
    private Duration longest = Duration.ZERO;
    private String longestAfter = "";

    Saboteur(Keeper keeper, RandomGenerator random) {
        this.keeper = keeper;
        this.random = random;
    }

    void strike(int times) {
        String sinceAllWasWell = "";
        long since = 0;
        for (Victim victim : Victim.shuffled(times, random)) {
            pause(random.nextInt(SHORTEST_PEACE_MILLIS, LONGEST_PEACE_MILLIS));
            since = sinceAllWasWell.isEmpty() ? System.nanoTime() : since;
            sinceAllWasWell += (sinceAllWasWell.isEmpty() ? "" : ", ") + victim;
            kill(victim);
            if (random.nextInt(ONE_IN_SO_MANY_IS_FOLLOWED_AT_ONCE) != 0) {
                allIsWellAgain(sinceAllWasWell, since);
                sinceAllWasWell = "";
            }
        }
        allIsWellAgain(sinceAllWasWell, since);
    }

    private void kill(Victim victim) {
        ProcessHandle process = awaited(victim);
        keeper.kill(victim, process);
        kills.merge(victim, 1, Integer::sum);
    }

    private ProcessHandle awaited(Victim victim) {
        Optional<ProcessHandle> found = victim.in(keeper.server(), random);
        while (found.isEmpty()) {
            pause(20);
            keeper.keepRunning();
            found = victim.in(keeper.server(), random);
        }
        return found.get();
    }

    private void allIsWellAgain(String after, long since) {
        if (after.isEmpty()) {
            return;
        }
        keeper.awaitAllWell();
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        System.out.printf("All is well %.1f s after the end of %s%n", took.toMillis() / 1e3, after);
        if (took.compareTo(longest) > 0) {
            longest = took;
            longestAfter = after;
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        int all = kills.values().stream().mapToInt(Integer::intValue).sum();
        return "%d kills: %s; longest until all was well %.1f s, after %s; server given up while starting %d times"
                .formatted(all, kills, longest.toMillis() / 1e3, longestAfter, keeper.endedWhileStarting());
    }
}
