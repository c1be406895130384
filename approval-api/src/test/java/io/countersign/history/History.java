package io.countersign.history;

import io.countersign.assembly.InProcessServer;
import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Experiments, runs, models, versions, requests, comments, policies and users; and somebody who wished to be forgotten. */
public final class History {

    /** Begins everything that people wrote and that is sealed. */
    public static final String WRITTEN = "Quetzalcoatl";

    private static final int ROUNDS = 20;

    private History() {}

    /** Writes some hundreds of events. What the server refuses, as it does by the rules, is left at that. */
    public static void write(InProcessServer server, long seed) {
        Chance chance = new Chance(new Random(seed), server);
        List<Runnable> everything = new ArrayList<>(new TrackingHistory(chance).actions());
        everything.addAll(new RegistryHistory(chance).actions());
        new PeopleHistory(server).write();
        new PolicyHistory(server).write();
        new GovernanceHistory(server).write();
        new WebhookHistory(server).write();
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(everything, chance.random());
            everything.forEach(History::attempt);
        }
        server.settle();
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (Rejection refused) {
            // a history of what was asked for at random has wishes that cannot be granted
        }
    }
}
