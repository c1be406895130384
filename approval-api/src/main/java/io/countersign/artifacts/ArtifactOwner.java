package io.countersign.artifacts;

import io.countersign.Command;
import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;

/** What has files of its own, and decides about them. */
public sealed interface ArtifactOwner {

    /** The name of the stream that holds its events, by which the views know its files. */
    String stream();

    /** Where its files are, below the folder of its experiment. */
    String folder();

    Command stored(String path, String sha256, long size);

    Command deleted(String path);

    /** A run. */
    record OfRun(RunId run) implements ArtifactOwner {

        @Override
        public String stream() {
            return run.stream();
        }

        @Override
        public String folder() {
            return run.value();
        }

        @Override
        public Command stored(String path, String sha256, long size) {
            return new RunCommand.StoreArtifact(run, path, sha256, size);
        }

        @Override
        public Command deleted(String path) {
            return new RunCommand.DeleteArtifact(run, path);
        }
    }

    /** A logged model. */
    record OfLoggedModel(LoggedModelId model) implements ArtifactOwner {

        @Override
        public String stream() {
            return model.stream();
        }

        @Override
        public String folder() {
            return ArtifactAddress.MODELS + "/" + model.value();
        }

        @Override
        public Command stored(String path, String sha256, long size) {
            return new LoggedModelCommand.StoreArtifact(model, path, sha256, size);
        }

        @Override
        public Command deleted(String path) {
            return new LoggedModelCommand.DeleteArtifact(model, path);
        }
    }
}
