package io.countersign.jenkins;

import io.countersign.modelversion.EvidenceLimits;
import io.countersign.rejection.Invalid;
import io.countersign.webhook.JenkinsJob;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a job is said when somebody names it. Each method throws a Rejection that says so. */
public final class JobRules {

    private static final String CHECK_REPORTED = "model-version.check-reported";
    private static final Set<String> FAMILIES_OF_VERSIONS = Set.of("model-version", "gate", "thread");
    private static final String OF_MODELS = "registered-model.";
    private static final Set<String> OF_NO_VERSION =
            Set.of("*", "created", "imported", "renamed", "description-changed", "tag-set", "tag-deleted", "deleted");

    private JobRules() {}

    /** @param events that it is built for */
    public static void require(JenkinsJob job, List<String> events) {
        JobPath.require(job.path());
        BuildForm.require(job);
        if (job.check() != null) {
            EvidenceLimits.requireVisible(job.check(), "job.check");
            events.forEach(JobRules::requireReportable);
        }
    }

    private static void requireReportable(String event) {
        if (event.equals(CHECK_REPORTED) || event.equals("model-version.*") || event.equals("*")) {
            throw Invalid.value(
                    "events",
                    event,
                    "with a check each build would report one, which would start the next build; name events without "
                            + CHECK_REPORTED + ", or leave job.check out.");
        }
        if (!namesAVersion(event)) {
            throw Invalid.value(
                    "events",
                    event,
                    "it does not always name a version to report a check on; leave it or job.check out.");
        }
    }

    private static boolean namesAVersion(String event) {
        return event.startsWith(OF_MODELS)
                ? !OF_NO_VERSION.contains(event.substring(OF_MODELS.length()))
                : FAMILIES_OF_VERSIONS.contains(event.substring(0, event.indexOf('.')));
    }

    /** Whatever the server lets anybody build, it is asked in somebody's name. */
    public static void requireWayIn(@Nullable String authorization, @Nullable String token) {
        if (authorization == null && token == null) {
            throw Invalid.value(
                    "authorization",
                    "",
                    "give the header by which the server knows us, as \"Basic\" with the Base64 of user:apitoken, or the "
                            + "job's trigger token as the secret.");
        }
    }

    /** The address of the server, to which the job's is added; whether it is one at all is said elsewhere. */
    public static void requireBase(String url) {
        if (url.contains("?")) {
            throw Invalid.value(
                    "url",
                    "?…",
                    "name the server's base address alone, as https://ci.example.com/jenkins, without a query.");
        }
    }
}
