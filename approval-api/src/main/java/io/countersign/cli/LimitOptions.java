package io.countersign.cli;

import io.countersign.startup.StartupError;
import java.util.List;
import org.springframework.util.unit.DataSize;
import picocli.CommandLine.Option;

/** How much of the server one caller may take. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class LimitOptions {

    private static final String OFF = "off";
    private static final int MOST = 1_000_000;
    private static final DataSize SMALLEST_HEADERS = DataSize.ofKilobytes(8);
    private static final DataSize LARGEST_HEADERS = DataSize.ofKilobytes(256);

    @Option(
            names = "--rate-limit",
            paramLabel = "N|off",
            defaultValue = "${env:COUNTERSIGN_RATE_LIMIT:-10000}",
            description = "Requests a second that one account may make at each server, five times as many at once"
                    + " (COUNTERSIGN_RATE_LIMIT; default: 10000).")
    private String accountRate;

    @Option(
            names = "--anonymous-rate-limit",
            paramLabel = "N|off",
            defaultValue = "${env:COUNTERSIGN_ANONYMOUS_RATE_LIMIT:-100}",
            description =
                    "Requests a second without a sign-in from one address, five times as many at once; a sign-in that"
                            + " fails counts as twenty (COUNTERSIGN_ANONYMOUS_RATE_LIMIT; default: 100).")
    private String addressRate;

    @Option(
            names = "--concurrency-limit",
            paramLabel = "N|off",
            defaultValue = "${env:COUNTERSIGN_CONCURRENCY_LIMIT:-128}",
            description = "Requests of one account that a server works on at the same time; four times as many wait"
                    + " (COUNTERSIGN_CONCURRENCY_LIMIT; default: 128).")
    private String accountRequests;

    @Option(
            names = "--max-header-size",
            paramLabel = "SIZE",
            defaultValue = "${env:COUNTERSIGN_MAX_HEADER_SIZE:-32KB}",
            description =
                    "Refuses requests whose line and headers together are larger; tokens of a provider with many groups"
                            + " are large (COUNTERSIGN_MAX_HEADER_SIZE; default: 32KB).")
    private String headerSize;

    /** @throws StartupError when one makes no sense */
    List<String> settings() {
        return List.of(
                "--countersign.limits.account-rate=" + number("--rate-limit", accountRate),
                "--countersign.limits.address-rate=" + number("--anonymous-rate-limit", addressRate),
                "--countersign.limits.account-requests=" + number("--concurrency-limit", accountRequests),
                "--server.max-http-request-header-size=" + headerSize().toBytes() + "B");
    }

    private static int number(String option, String text) {
        if (text.equals(OFF)) {
            return 0;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw StartupError.of("%s must be a number up to %d, or 'off', not '%s'.", option, MOST, text);
    }

    private DataSize headerSize() {
        try {
            DataSize size = DataSize.parse(headerSize);
            if (size.compareTo(SMALLEST_HEADERS) >= 0 && size.compareTo(LARGEST_HEADERS) <= 0) {
                return size;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // said below
        }
        throw StartupError.of(
                "--max-header-size must be from %dKB to %dKB, not '%s'.",
                SMALLEST_HEADERS.toKilobytes(), LARGEST_HEADERS.toKilobytes(), headerSize);
    }
}
