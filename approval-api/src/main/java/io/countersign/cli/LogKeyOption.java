package io.countersign.cli;

import io.countersign.Uuid7;
import io.countersign.embedded.DataDirectory;
import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.Unreadable;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With which key the transparency log is signed. It is kept where an administrator of the database does not see it. */
final class LogKeyOption {

    private static final String VARIABLE = "COUNTERSIGN_LOG_KEY";
    private static final String FILE = "log.key";
    private static final int SEED_BYTES = 32;

    @Option(
            names = "--log-key-file",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_LOG_KEY_FILE}",
            description =
                    "The key that signs checkpoints of the transparency log, the same for all servers of a database; or"
                            + " put it into " + VARIABLE + " (default: " + FILE
                            + " in the data directory, made at the first start).")
    private @Nullable Path file;

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            defaultValue = "${env:COUNTERSIGN_WITNESSES}",
            split = " ",
            description = "The key of a witness whose cosignatures are taken and served; may be given several times"
                    + " (COUNTERSIGN_WITNESSES, with blanks between).")
    private List<String> witnesses = List.of();

    /** As the server takes it. @throws StartupError when what is given is no witness's key */
    String witnessSettings() {
        for (String witness : witnesses) {
            try {
                if (NoteKey.parse(witness).kind() == NoteKey.Kind.WITNESS) {
                    continue;
                }
            } catch (Unreadable e) {
                throw StartupError.of("--witness: %s", String.valueOf(e.getMessage()));
            }
            throw StartupError.of("--witness must be the key of a witness, and %s is that of a log.", witness);
        }
        return "--countersign.witnesses=" + String.join(" ", witnesses);
    }

    /** @throws StartupError when the key cannot be read, or is none */
    NoteSigner signer(DataDirectory data) {
        String variable = System.getenv(VARIABLE);
        if (variable != null && file == null) {
            return signer(variable, VARIABLE);
        }
        return file == null
                ? signer(
                        data.keep(FILE, LogKeyOption::fresh),
                        data.path().resolve(FILE).toString())
                : signer(read(file), file.toString());
    }

    private static String fresh() {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return NoteSigner.secret("countersign/" + Uuid7.hex(), NoteKey.Kind.LOG, seed);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw StartupError.of(
                    "The key of the log in %s cannot be read; check that the file is there and that this user may read it.",
                    file);
        }
    }

    private static NoteSigner signer(String text, String where) {
        try {
            NoteSigner signer = NoteSigner.parse(text);
            if (signer.key().kind() == NoteKey.Kind.LOG) {
                return signer;
            }
        } catch (Unreadable e) {
            throw StartupError.of("%s (It is read from %s.)", String.valueOf(e.getMessage()), where);
        }
        throw StartupError.of("The key in %s is a witness's, and no log's.", where);
    }
}
