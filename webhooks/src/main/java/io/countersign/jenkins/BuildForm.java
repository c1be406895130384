package io.countersign.jenkins;

import io.countersign.rejection.Invalid;
import io.countersign.webhook.JenkinsJob;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form by which a build is asked for. */
final class BuildForm {

    static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

    private static final int MOST_PARAMETERS = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    /** Which the server takes for something else than the build's parameters. */
    private static final Set<String> TAKEN =
            Set.of("token", "delay", "cause", "json", "submit", "statuscode", "redirectto");

    private BuildForm() {}

    /** @throws io.countersign.rejection.Rejection unless builds can be given these parameters */
    static void require(JenkinsJob job) {
        if (job.parameters().size() > MOST_PARAMETERS) {
            throw Invalid.value("job.parameters", job.parameters().size(), "name " + MOST_PARAMETERS + " at most.");
        }
        job.parameters().forEach((name, member) -> {
            if (!NAME.matcher(name).matches() || TAKEN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                throw Invalid.value(
                        "job.parameters",
                        name,
                        "begin a parameter's name with a letter or _, and go on with these and digits, up to 100 in all; "
                                + "token, delay, cause, json, submit, statusCode and redirectTo mean other things to the "
                                + "server.");
            }
            Members.require(member);
        });
    }

    /** Whoever starts a job without parameters asks at another address. */
    static String address(JenkinsJob job) {
        return JobPath.address(job.path()) + (job.parameters().isEmpty() ? "/build" : "/buildWithParameters");
    }

    /** The token is in the form, as addresses end up in access logs. */
    static byte[] of(JenkinsJob job, Members event, @Nullable String token) {
        StringJoiner form = new StringJoiner("&");
        if (token != null) {
            form.add("token=" + encoded(token));
        }
        job.parameters().forEach((name, member) -> form.add(name + "=" + encoded(event.text(member))));
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
