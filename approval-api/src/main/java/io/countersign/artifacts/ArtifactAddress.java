package io.countersign.artifacts;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import io.countersign.run.RunId;

/**
 * A place in the server's store as clients address it: {@code <experiment>/<run>/artifacts/<path>}.
 *
 * @param path below the run's root; empty for the root itself
 */
record ArtifactAddress(String experimentId, RunId run, String path) {

    private static final String FOLDER = "artifacts";

    /** @throws Rejection when the text does not address a run's artifacts, or climbs */
    static ArtifactAddress parse(String address) {
        String[] parts = ArtifactPath.require(address).split("/", 4);
        if (parts.length < 3 || !parts[2].equals(FOLDER)) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid path: '%s'. The store is addressed as <experiment id>/<run id>/artifacts/<path>.",
                    address);
        }
        return new ArtifactAddress(parts[0], new RunId(parts[1]), parts.length < 4 ? "" : parts[3]);
    }
}
