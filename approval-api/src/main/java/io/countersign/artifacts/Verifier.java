package io.countersign.artifacts;

import io.countersign.CommandSender;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.artifact.S3Sources;
import io.countersign.catalog.VersionArtifacts;
import io.countersign.catalog.VersionArtifacts.Pending;
import io.countersign.modelversion.Manifest;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.rejection.Rejection;
import io.countersign.tracking.ArtifactQueries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds out what each registered version consists of, soon after it was registered and also after a restart: from the
 * recorded digests when its files are in the server's store, by reading them when they are in S3 where an operator lets
 * the server read. It fetches nothing else, whatever a source says.
 */
@Component
class Verifier {

    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
    private static final String OWN_STORE = "mlflow-artifacts:/";
    private static final int AT_ONCE = 100;
    private static final int TRIES = 5;

    private final VersionArtifacts versions;
    private final ArtifactQueries recorded;
    private final S3Sources s3;
    private final CommandSender commands;
    private final Map<VersionId, Failure> failures = new HashMap<>();
    private volatile boolean stopping;

    Verifier(VersionArtifacts versions, ArtifactQueries recorded, S3Sources s3, CommandSender commands) {
        this.versions = versions;
        this.recorded = recorded;
        this.s3 = s3;
        this.commands = commands;
    }

    /** How often a version's files could not be read, and when to try again. */
    private record Failure(int times, Instant next) {}

    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void look() {
        try {
            walk();
        } catch (DataAccessException e) {
            LOG.debug("The database is unavailable just now.", e);
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    /** From one batch to the next by key: those that wait for another try hold none of the others up. */
    private void walk() {
        VersionId last = null;
        do {
            List<Pending> some = versions.pending(last, AT_ONCE);
            some.stream().takeWhile(next -> !stopping).forEach(this::verify);
            last = stopping || some.size() < AT_ONCE ? null : some.getLast().version();
        } while (last != null);
    }

    private void verify(Pending pending) {
        Failure failure = failures.get(pending.version());
        if (failure != null && Instant.now().isBefore(failure.next())) {
            return;
        }
        try {
            send(decide(pending));
            failures.remove(pending.version());
        } catch (IOException e) {
            failed(pending, failure == null ? 1 : failure.times() + 1, String.valueOf(e.getMessage()));
        } catch (Rejection e) {
            LOG.debug("{} is gone.", pending, e);
        }
    }

    private ModelVersionCommand decide(Pending pending) throws IOException {
        String location = pending.location();
        if (location.startsWith(OWN_STORE)) {
            return ofOwnStore(pending.version(), location.substring(OWN_STORE.length()));
        }
        if (s3.reads(location)) {
            return s3.manifest(location)
                    .<ModelVersionCommand>map(
                            manifest -> new ModelVersionCommand.VerifyArtifacts(pending.version(), manifest))
                    .orElseGet(() ->
                            unverified(pending.version(), "There are no files at " + location + ", or too many."));
        }
        return unverified(pending.version(), "The server does not read from " + location + ".");
    }

    private ModelVersionCommand ofOwnStore(VersionId version, String place) {
        List<ArtifactQueries.StoredFile> files;
        String root;
        try {
            ArtifactAddress address = ArtifactAddress.parse(place);
            root = address.path();
            files = recorded.below(address.owner().stream(), root, Manifest.MOST_FILES + 1);
        } catch (Rejection e) {
            return unverified(version, "The source is not a place in the server's store.");
        }
        if (files.isEmpty() || files.size() > Manifest.MOST_FILES) {
            return unverified(version, "There are no files at the source, or too many.");
        }
        return new ModelVersionCommand.VerifyArtifacts(
                version,
                new Manifest(files.stream()
                        .map(file -> new Manifest.File(relative(root, file.path()), file.sha256(), file.size()))
                        .toList()));
    }

    private static String relative(String root, String path) {
        return root.isEmpty() || path.equals(root)
                ? path.substring(path.equals(root) ? path.lastIndexOf('/') + 1 : 0)
                : path.substring(root.length() + 1);
    }

    private static ModelVersionCommand unverified(VersionId version, String reason) {
        return new ModelVersionCommand.LeaveUnverified(version, reason);
    }

    private void failed(Pending pending, int times, String why) {
        LOG.warn("The files of {} could not be read, for the {}. time: {}", pending.version(), times, why);
        if (times < TRIES) {
            failures.put(pending.version(), new Failure(times, Instant.now().plus(Duration.ofSeconds(1L << times))));
        } else {
            failures.remove(pending.version());
            send(unverified(pending.version(), "The files at " + pending.location() + " could not be read."));
        }
    }

    private void send(ModelVersionCommand command) {
        commands.send(command, SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
    }
}
