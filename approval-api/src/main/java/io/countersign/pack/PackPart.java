package io.countersign.pack;

import io.countersign.registeredmodel.ModelId;
import java.io.IOException;
import java.time.Instant;

/**
 * Something more that goes with every audit pack, for example a report for people. The pack's manifest vouches for it; that
 * nothing is missing is proven of the events alone.
 */
public interface PackPart {

    /** What a pack is about. */
    record About(ModelId model, Instant from, Instant to) {}

    void into(PackFiles files, About about) throws IOException;
}
