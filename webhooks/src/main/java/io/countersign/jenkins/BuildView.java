package io.countersign.jenkins;

import org.jspecify.annotations.Nullable;

/**
 * What came of having a job built.
 *
 * @param number null while the build waits in the queue
 * @param link null until it has a number
 * @param result in the server's words, as {@code SUCCESS} or {@code UNSTABLE}; null until it has ended
 * @param reported as what it was last reported on the version; null when it was not
 * @param remark why it is lost, or why its result was not reported; null when all went well
 */
public record BuildView(
        String job,
        String state,
        @Nullable Integer number,
        @Nullable String link,
        @Nullable String result,
        @Nullable String reported,
        @Nullable String remark) {}
