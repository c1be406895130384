package io.countersign.privacy;

import io.countersign.identity.SubjectId;
import java.util.Optional;

/** Seals what people write under a key of their own, and opens it while that key exists. Safe for many threads. */
public interface Vault {

    /** Makes the person's key at first use. */
    SealedText seal(SubjectId subject, String text);

    /** The text; empty once the person was erased. */
    Optional<String> open(SealedText sealed);
}
