package io.countersign.artifacts;

import io.countersign.artifacts.ArtifactOwner.OfLoggedModel;
import io.countersign.artifacts.ArtifactOwner.OfRun;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import io.countersign.run.RunId;

/**
 * A place in the server's store as clients address it: {@code <experiment>/<run>/artifacts/<path>} or
 * {@code <experiment>/models/<logged model>/artifacts/<path>}.
 *
 * @param path below the owner's root; empty for the root itself
 */
record ArtifactAddress(String experimentId, ArtifactOwner owner, String path) {

    private static final String FOLDER = "artifacts";
    static final String MODELS = "models";

    /** @throws Rejection when the text does not address the artifacts of a run or a logged model, or climbs */
    static ArtifactAddress parse(String address) {
        String[] parts = ArtifactPath.require(address).split("/", 5);
        if (parts.length >= 4 && parts[1].equals(MODELS) && parts[3].equals(FOLDER)) {
            return new ArtifactAddress(
                    parts[0], new OfLoggedModel(new LoggedModelId(parts[2])), parts.length < 5 ? "" : parts[4]);
        }
        if (parts.length >= 3 && parts[2].equals(FOLDER)) {
            String path = address.substring(parts[0].length() + parts[1].length() + parts[2].length() + 2);
            return new ArtifactAddress(
                    parts[0], new OfRun(new RunId(parts[1])), path.isEmpty() ? "" : path.substring(1));
        }
        throw Rejection.of(
                Reason.PARAMETER_INVALID,
                "Invalid path: '%s'. The store is addressed as <experiment id>/<run id>/artifacts/<path> or as "
                        + "<experiment id>/models/<logged model id>/artifacts/<path>.",
                address);
    }

    /** A file directly in this folder. */
    ArtifactAddress child(String name) {
        return new ArtifactAddress(
                experimentId, owner, ArtifactPath.require(path.isEmpty() ? name : path + "/" + name));
    }

    @Override
    public String toString() {
        return experimentId + "/" + owner.folder() + "/" + FOLDER + (path.isEmpty() ? "" : "/" + path);
    }
}
