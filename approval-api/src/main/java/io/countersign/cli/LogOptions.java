package io.countersign.cli;

import io.countersign.startup.StartupError;
import java.util.List;
import picocli.CommandLine.Option;

/** In which form the server tells what it does. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class LogOptions {

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "${env:COUNTERSIGN_LOG_FORMAT:-text}",
            description = "Lines for people, or one JSON object a line, each with the request's ids"
                    + " (COUNTERSIGN_LOG_FORMAT; default: text).")
    private String format;

    /** As Spring Boot takes them. */
    List<String> settings() {
        return format.equals("json") ? List.of("--logging.config=classpath:logback-json.xml") : List.of();
    }

    /** @throws StartupError when there is no such form */
    void check() {
        if (!format.equals("json") && !format.equals("text")) {
            throw StartupError.of("--log-format must be 'text' or 'json', not '%s'.", format);
        }
    }
}
