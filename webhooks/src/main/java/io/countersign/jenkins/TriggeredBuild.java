package io.countersign.jenkins;

import io.countersign.egress.Outcome;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.webhook.JenkinsJob;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A build that a server promised, to be found by its place in the queue.
 *
 * @param server its base address
 * @param target what the build's result is reported on; null when it is not reported
 */
public record TriggeredBuild(
        String server, String job, long queueItem, @Nullable Target target) {

    /** @param reporter in whose name it is */
    public record Target(VersionId version, String check, SubjectId reporter) {}

    /**
     * Empty when the server named no place in its queue.
     *
     * @param event a CloudEvent in structured JSON
     * @param reporter null when nobody can be named
     */
    public static Optional<TriggeredBuild> in(
            Outcome outcome, JenkinsServer server, JenkinsJob job, byte[] event, @Nullable SubjectId reporter) {
        var item = Verdict.queueItem(outcome);
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new TriggeredBuild(
                        server.base(), job.path(), item.getAsLong(), target(job, Members.of(event), reporter)));
    }

    private static @Nullable Target target(JenkinsJob job, Members event, @Nullable SubjectId reporter) {
        String model = event.text("data.model_id");
        String version = event.text("data.version");
        if (job.check() == null || reporter == null || model.isEmpty() || !version.matches("[1-9]\\d{0,8}")) {
            return null;
        }
        return new Target(new VersionId(new ModelId(model), Integer.parseInt(version)), job.check(), reporter);
    }
}
