package io.countersign.embedded;

import java.nio.file.Path;

/** A program that starts both servers in a directory, says so, and runs until it is killed. */
final class BothServers {

    private BothServers() {}

    public static void main(String[] arguments) throws InterruptedException {
        DataDirectory data = DataDirectory.open(Path.of(arguments[0]));
        EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
        EmbeddedKafka kafka = EmbeddedKafka.start(data);
        System.out.printf("%d %d%n", postgres.pid(), kafka.pid());
        Thread.sleep(Long.MAX_VALUE);
    }
}
