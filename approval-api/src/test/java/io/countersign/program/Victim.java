package io.countersign.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What may be killed, and how it is found. */
enum Victim {
    SERVER,
    POSTMASTER,
    /** Any process of the database but its main one. */
    BACKEND,
    BROKER;

    /** One of each three, for each three of a list of this length; which process of the database it is, is left to chance. */
    static List<Victim> shuffled(int count, RandomGenerator random) {
        List<Victim> victims = new ArrayList<>();
        while (victims.size() < count) {
            List<Victim> three = new ArrayList<>(List.of(SERVER, random.nextBoolean() ? POSTMASTER : BACKEND, BROKER));
            while (!three.isEmpty()) {
                victims.add(three.remove(random.nextInt(three.size())));
            }
        }
        return victims.subList(0, count);
    }

    /** None while it does not run. */
    Optional<ProcessHandle> in(ServerProcess server, RandomGenerator random) {
        return switch (this) {
            case SERVER -> ProcessHandle.of(server.pid()).filter(Family::isAlive);
            case POSTMASTER -> postmaster(server);
            case BACKEND -> postmaster(server).flatMap(postmaster -> childOf(postmaster, random));
            case BROKER -> Family.running(server.data(), "io.countersign.embedded.BrokerProcess");
        };
    }

    private static Optional<ProcessHandle> postmaster(ServerProcess server) {
        return Family.running(server.data(), "bin/postgres\0-D");
    }

    private static Optional<ProcessHandle> childOf(ProcessHandle postmaster, RandomGenerator random) {
        List<ProcessHandle> children = postmaster.children().toList();
        return children.isEmpty() ? Optional.empty() : Optional.of(children.get(random.nextInt(children.size())));
    }
}
