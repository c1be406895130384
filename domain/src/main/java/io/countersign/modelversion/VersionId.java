package io.countersign.modelversion;

import io.countersign.registeredmodel.ModelId;

/** One version of a registered model. */
public record VersionId(ModelId model, int number) {

    /** The name of the stream that holds its own events. */
    public String stream() {
        return "version/" + model.value() + "/" + number;
    }
}
