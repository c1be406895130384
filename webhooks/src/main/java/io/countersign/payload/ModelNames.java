package io.countersign.payload;

import io.countersign.registeredmodel.ModelId;
import java.util.Optional;

/** How registered models are called. */
@FunctionalInterface
public interface ModelNames {

    /** By its name now, or its last one when it is gone; empty when there never was such a model. */
    Optional<NamedModel> named(ModelId model);
}
