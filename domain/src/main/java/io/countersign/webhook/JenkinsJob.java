package io.countersign.webhook;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a Jenkins-style server builds for each event.
 *
 * @param path of the job, folders included, as {@code release/deploy}
 * @param parameters of the build, each with the member of the event that it takes, as {@code data.version}
 * @param check under which the build's result is reported on the version; null when it is not
 */
public record JenkinsJob(
        String path,
        SortedMap<String, String> parameters,
        @Nullable String check) {

    public JenkinsJob {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }
}
