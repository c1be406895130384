package io.countersign.verifier;

import io.countersign.proof.Forged;
import io.countersign.proof.Unreadable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program. Whether something is true, it says by its exit code; why not, by one line. */
public final class Verifier {

    static final int VERIFIED = 0;
    static final int FORGED = 1;
    static final int UNREADABLE = 2;

    private static final String USAGE = """
            Verifies what a transparency log of Countersign gave out. It needs no network.

              receipt FILE                  that somebody decided something
              export FILE                   events that were taken out of the log (JSON Lines)
              pack DIR|ZIP                  an audit pack, and that nothing was left out of it
              log DIR|FILE                  a whole log, as its tiles or as an export of all of it
              consistency OLD NEW [PROOF]   that a checkpoint goes on from an earlier one

              --key VKEY          by which the log signs; let it come to you another way than what is verified
              --witness VKEY      who must have cosigned the checkpoint; may be given several times
              --checkpoint FILE   of log: the checkpoint, when it is not the file 'checkpoint' in the directory;
                                  of export and pack: one that you know, which they must go on from or have
              --tiles DIR         of consistency: the tiles of the newer log, in place of a proof

            Exit codes: 0 verified, 1 forged, 2 cannot be read or wrongly asked.
            """;

    private Verifier() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    /** @return the exit code */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            out.print(USAGE);
            return arguments.isEmpty() ? UNREADABLE : VERIFIED;
        }
        try {
            report(Arguments.of(arguments)).forEach(line -> out.println("verified: " + line));
            return VERIFIED;
        } catch (Forged e) {
            err.println("forged: " + e.getMessage());
            return FORGED;
        } catch (Unreadable e) {
            err.println("cannot be verified: " + e.getMessage());
            return UNREADABLE;
        } catch (IOException | UncheckedIOException e) {
            err.println("cannot be read: " + e.getMessage());
            return UNREADABLE;
        } catch (RuntimeException | OutOfMemoryError e) {
            err.println("cannot be verified: " + e);
            return UNREADABLE;
        }
    }

    private static List<String> report(Arguments arguments) throws IOException {
        return switch (arguments.command()) {
            case "receipt" -> ReceiptCheck.report(arguments);
            case "export" -> ExportCheck.report(arguments);
            case "pack" -> PackCheck.report(arguments);
            case "log" -> LogCheck.report(arguments);
            case "consistency" -> ConsistencyCheck.report(arguments);
            default -> throw new Unreadable("There is no command '" + arguments.command() + "'; --help lists them.");
        };
    }
}
