package io.countersign.cli;

import io.countersign.Uuid7;
import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.Unreadable;
import io.countersign.startup.StartupError;
import io.countersign.witness.Follower;
import io.countersign.witness.LogClient;
import io.countersign.witness.Witness;
import io.countersign.witness.WitnessPort;
import io.countersign.witness.WitnessState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign witness}. */
@Command(
        name = "witness",
        description = "Follows the log of a server, cosigns what goes on from what it saw before, and cries out when"
                + " history was rewritten. Run it where the server's keepers cannot reach.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:--once: the log goes on from what was seen before",
            "1:the witness cannot start, or with --once, the server did not answer or nothing that could be read",
            "3:--once: history was rewritten or rolled back"
        })
@SuppressWarnings("NullAway.Init") // set by the command line
public final class WitnessCommand implements Callable<Integer> {

    private static final int REWRITTEN = 3;

    @Mixin
    private CallerOptions caller;

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "Where it keeps what it saw.")
    private Path directory;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The witness's key (default: witness.key in the directory, made at the first start).")
    private @Nullable Path keyFile;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Under which the key is made, for example witness.example.com/w1 (default: a random one).")
    private @Nullable String name;

    @Option(
            names = "--log-key",
            paramLabel = "VKEY",
            description = "The log's key. Without it, the key that the server names at the first start is trusted.")
    private @Nullable String logKey;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Also takes checkpoints there by POST /add-checkpoint (C2SP tlog-witness); 0 for any.")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "The address of that port (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--every", defaultValue = "1", paramLabel = "SECONDS", description = "How often it looks.")
    private int seconds;

    @Option(names = "--once", description = "Looks once, and says by the exit code what it saw.")
    private boolean once;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (seconds < 1) {
            throw StartupError.of("--every must be a number of seconds from 1, not %d.", seconds);
        }
        try (Parts parts = new Parts()) {
            WitnessState state = parts.add(WitnessState.open(directory));
            LogClient server = caller.log();
            NoteSigner key = keyFile == null
                    ? state.key(name == null ? "countersign/witness/" + Uuid7.hex() : name)
                    : WitnessState.key(keyFile);
            Witness witness = new Witness(state, logKey(state, server), key, Clock.systemUTC());
            Follower follower = new Follower(server, witness, state, Clock.systemUTC());
            print("Witness " + witness.key());
            print("of log  " + witness.log());
            if (once) {
                return exitCode(follower.look());
            }
            if (port != null) {
                int open = parts.add(WitnessPort.open(witness, new InetSocketAddress(host, port)))
                        .port();
                print("listens on http://" + host + ":" + open + "/add-checkpoint");
            }
            while (true) {
                follower.look();
                Thread.sleep(seconds * 1000L);
            }
        }
    }

    private NoteKey logKey(WitnessState state, LogClient server) {
        try {
            return Follower.logKey(state, server, Optional.ofNullable(logKey).map(NoteKey::parse));
        } catch (Unreadable | LogClient.Unanswered e) {
            throw StartupError.of("%s", String.valueOf(e.getMessage()));
        }
    }

    private static int exitCode(Follower.Seen seen) {
        return switch (seen) {
            case FINE -> 0;
            case NOTHING -> 1;
            case REWRITTEN -> REWRITTEN;
        };
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
