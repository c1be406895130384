package io.countersign.importing;

import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import io.countersign.run.RunId;
import io.countersign.tracking.RunQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds where the files of an imported version are now: its run's artifacts were imported with the run. */
@Component
final class ImportedSources {

    private static final Pattern OF_VERSION = Pattern.compile("models:/([^/@]+)/(\\d{1,9})");
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]+):.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCAL = Pattern.compile("file|jar|local|sqlite");

    private final RunQueries runs;
    private final VersionQueries versions;

    ImportedSources(RunQueries runs, VersionQueries versions) {
        this.runs = runs;
        this.versions = versions;
    }

    /**
     * A place that clients may look into: never one on a disk of the other server, which on this one would be another.
     *
     * @param runLocation where the artifacts of its run were on the other server
     */
    String locate(String source, @Nullable RunId run, @Nullable String runLocation) {
        Optional<String> inRun = run == null
                ? Optional.empty()
                : pathInRun(source, run, runLocation).flatMap(path -> inRun(run, path));
        return inRun.or(() -> ofVersion(source)).orElseGet(() -> isRemote(source) ? source : "unavailable:" + source);
    }

    /** Empty for the run's root. */
    private static Optional<String> pathInRun(String source, RunId run, @Nullable String runLocation) {
        return below(source, "runs:/" + run)
                .or(() -> runLocation == null || runLocation.isEmpty()
                        ? Optional.empty()
                        : below(source, runLocation.replaceFirst("/+$", "")));
    }

    private static Optional<String> below(String source, String root) {
        if (source.equals(root)) {
            return Optional.of("");
        }
        return source.startsWith(root + "/") ? Optional.of(source.substring(root.length() + 1)) : Optional.empty();
    }

    private Optional<String> inRun(RunId run, String path) {
        String plain = path.replaceFirst("/+$", "");
        return runs.byId(run.value())
                .filter(found -> isPlain(plain))
                .map(found -> plain.isEmpty() ? found.artifactUri() : found.artifactUri() + "/" + plain);
    }

    private static boolean isPlain(String path) {
        try {
            return path.isEmpty() || !ArtifactPath.require(path).isEmpty();
        } catch (Rejection climbs) {
            return false;
        }
    }

    private Optional<String> ofVersion(String source) {
        Matcher version = OF_VERSION.matcher(source);
        return version.matches()
                ? versions.byNumber(version.group(1), Integer.parseInt(version.group(2)))
                        .map(VersionView::location)
                : Optional.empty();
    }

    private static boolean isRemote(String source) {
        Matcher scheme = SCHEME.matcher(source);
        return scheme.matches()
                && !LOCAL.matcher(scheme.group(1).toLowerCase(Locale.ROOT)).matches();
    }
}
