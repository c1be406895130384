package io.countersign.assembly;

import io.countersign.artifact.ArtifactPlace;
import io.countersign.database.DatabaseAddress;
import java.nio.file.Path;

/** What the command line decided before the server's parts are put together. */
public record ServerSettings(DatabaseAddress database, ArtifactPlace artifacts) {

    public ServerSettings(DatabaseAddress database, Path artifacts) {
        this(database, ArtifactPlace.in(artifacts));
    }
}
