package io.countersign.assembly;

import io.countersign.artifact.ArtifactPlace;
import io.countersign.database.DatabaseAddress;
import io.countersign.egress.Allowed;
import io.countersign.egress.Trust;
import io.countersign.proof.NoteSigner;
import io.countersign.signing.SecretBox;

/**
 * What the command line decided before the server's parts are put together.
 *
 * @param allowed addresses beside the public ones to which the server may send something
 * @param trust in those that it calls
 * @param secrets with the server's secret key
 * @param logKey by which checkpoints of the transparency log are signed
 */
public record ServerSettings(
        DatabaseAddress database,
        ArtifactPlace artifacts,
        Allowed allowed,
        Trust trust,
        SecretBox secrets,
        NoteSigner logKey) {}
