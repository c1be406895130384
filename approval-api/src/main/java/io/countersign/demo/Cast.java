package io.countersign.demo;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who plays: one who makes models, and two who decide on them.
 *
 * @param credentials made just now; empty when one person plays all
 */
record Cast(Person author, Person reviewer, Person second, List<Credentials> credentials) implements AutoCloseable {

    static Cast alone(Person person) {
        return new Cast(person, person, person, List.of());
    }

    boolean isAlone() {
        return credentials.isEmpty();
    }

    @Override
    public void close() {
        Stream.of(author, reviewer, second).distinct().map(Person::connection).forEach(Connection::close);
    }
}
