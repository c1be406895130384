package io.countersign.cli;

import io.countersign.egress.Allowed;
import io.countersign.egress.Trust;
import io.countersign.embedded.DataDirectory;
import io.countersign.signing.SecretBox;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Option;

/** Whom the server may call, and how it keeps the secrets that it needs for that. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class OutgoingOptions {

    private static final String VARIABLE = "COUNTERSIGN_SECRET_KEY";
    private static final String FILE = "secret.key";

    @Option(
            names = "--allow-address",
            paramLabel = "ADDRESS",
            split = ",",
            defaultValue = "${env:COUNTERSIGN_ALLOW_ADDRESS}",
            description =
                    "Lets webhooks go to an address that is not public: an IP, a block like 10.1.0.0/16 or a host, "
                            + "each with or without :port (COUNTERSIGN_ALLOW_ADDRESS; default: none).")
    private @Nullable List<String> allowed;

    @Option(
            names = "--trust-certificates",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_TRUST_CERTIFICATES}",
            description =
                    "PEM certificates of authorities of your own, whom receivers of webhooks and the mail server may "
                            + "lead back to (COUNTERSIGN_TRUST_CERTIFICATES; default: those of the JDK alone).")
    private @Nullable Path authorities;

    @Option(
            names = "--secret-key-file",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_SECRET_KEY_FILE}",
            description = "32 bytes in base64, with which secrets are encrypted; or put them into " + VARIABLE
                    + " (default: " + FILE + " in the data directory, made at the first start).")
    private @Nullable Path keyFile;

    @Option(
            names = "--webhook-retention",
            paramLabel = "TIME",
            defaultValue = "${env:COUNTERSIGN_WEBHOOK_RETENTION:-30d}",
            description = "How long the log of deliveries keeps what is delivered or given up, as 12h or 90d "
                    + "(COUNTERSIGN_WEBHOOK_RETENTION; default: 30d).")
    private String retention;

    /** @throws StartupError when it is no time */
    Duration retention() {
        try {
            Duration time = DurationStyle.SIMPLE.parse(retention);
            if (time.isPositive()) {
                return time;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // said below
        }
        throw StartupError.of("--webhook-retention must be a time like 12h or 90d, not '%s'.", retention);
    }

    /** @throws StartupError when an option makes no sense */
    void check() {
        allowed();
        trust();
        retention();
    }

    /** @throws StartupError when one is no address */
    Allowed allowed() {
        return allowed == null
                ? Allowed.nothing()
                : Allowed.parse(
                        allowed.stream().filter(entry -> !entry.isBlank()).toList());
    }

    /** @throws StartupError when the file cannot be used */
    Trust trust() {
        return Trust.inThoseAnd(authorities);
    }

    /** @throws StartupError when the key cannot be read, or is none */
    SecretBox secrets(DataDirectory data) {
        String variable = System.getenv(VARIABLE);
        if (variable != null && keyFile == null) {
            return box(variable, VARIABLE);
        }
        if (keyFile != null) {
            return box(read(keyFile), keyFile.toString());
        }
        return box(
                data.keep(FILE, OutgoingOptions::fresh),
                data.path().resolve(FILE).toString());
    }

    private static String fresh() {
        byte[] key = new byte[SecretBox.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw StartupError.of(
                    "The secret key in %s cannot be read; check that the file is there and that this user may read it.",
                    file);
        }
    }

    private static SecretBox box(String text, String where) {
        try {
            return SecretBox.withKey(text);
        } catch (StartupError e) {
            throw StartupError.of("%s (It is read from %s.)", String.valueOf(e.getMessage()), where);
        }
    }
}
