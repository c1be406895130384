package io.countersign.program;

/** One server with everything embedded, started at its first use and shared by the tests that leave it running. */
final class TheServer {

    private TheServer() {}

    static ServerProcess shared() {
        return Holder.SERVER;
    }

    private static final class Holder {
        /** All of them come from one address, and try what nobody may thousands of times. */
        static final ServerProcess SERVER =
                ServerProcess.start(Program.scratch("shared"), "--anonymous-rate-limit=off");
    }
}
