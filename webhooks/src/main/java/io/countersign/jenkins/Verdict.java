package io.countersign.jenkins;

import io.countersign.egress.Outcome;
import io.countersign.webhook.JenkinsJob;
import java.net.URI;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server's answer to a form that asks for a build means. */
final class Verdict {

    private static final int FOUND = 302;
    private static final int CREATED = 201;
    private static final Pattern QUEUE_ITEM = Pattern.compile("/queue/item/(\\d{1,18})/?$");

    private Verdict() {}

    /**
     * Jenkins answers 201 and where the build waits; Jenkins without a place in the queue to name, and Hudson, send the
     * browser back to the job (302). Sent anywhere else, to a page for signing in as a rule, nothing was built.
     */
    static Outcome on(Outcome outcome, JenkinsServer server, URI called, JenkinsJob job) {
        if (outcome.status() == null || outcome.succeeded()) {
            return outcome;
        }
        String location = outcome.headers().getOrDefault("location", "");
        if (outcome.status() == FOUND && !location.isEmpty() && server.hasJobAt(called, location)) {
            return outcome.taken();
        }
        String why = why(outcome.status(), job);
        return why == null ? outcome : outcome.because(why);
    }

    private static @Nullable String why(int status, JenkinsJob job) {
        return switch (status) {
            case FOUND ->
                "The server sent us elsewhere instead of building the job: it may want a sign-in that it does not accept as "
                        + "a header.";
            case 400 ->
                "The server did not take the form: a job that is given parameters must be parameterized, and one that is "
                        + "given none must have none.";
            case 401 -> "The server does not accept the credentials.";
            case 403 -> "The server does not let these credentials, or this trigger token, start the job.";
            case 404 -> "The server has no job " + job.path() + ", or does not show it to these credentials.";
            case 409 -> "The server does not build the job " + job.path() + " now; it may be disabled.";
            default -> null;
        };
    }

    /** Of the place only the number is used, whatever address it is said to have. */
    static OptionalLong queueItem(Outcome outcome) {
        if (outcome.status() == null || outcome.status() != CREATED) {
            return OptionalLong.empty();
        }
        Matcher place = QUEUE_ITEM.matcher(outcome.headers().getOrDefault("location", ""));
        return place.find() ? OptionalLong.of(Long.parseLong(place.group(1))) : OptionalLong.empty();
    }
}
