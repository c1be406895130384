package io.countersign.assembly;

import io.countersign.database.DatabaseAddress;
import java.nio.file.Path;

/** What the command line decided before the server's parts are put together. */
public record ServerSettings(DatabaseAddress database, Path artifacts) {}
