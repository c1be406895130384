package io.countersign.privacy;

import io.countersign.identity.SubjectId;
import java.util.Optional;

/** What the server keeps of people outside of the log. Written in the transaction of the command that decides. */
public interface PersonalRecords {

    /** Whether there is anything of them. */
    boolean hold(SubjectId person);

    /**
     * Destroys the key by which what they wrote is sealed, and everything by which they are called or reached.
     *
     * @return the fingerprint of the key, as {@link ErasureEvent.CarriedOut} has it; empty where there was none
     */
    Optional<String> destroy(SubjectId person);
}
