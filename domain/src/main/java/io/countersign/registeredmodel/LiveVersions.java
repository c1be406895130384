package io.countersign.registeredmodel;

/** Which versions of a model exist, as its governance stream has it. */
public interface LiveVersions {

    /** @throws io.countersign.rejection.Rejection when the model or the version does not exist, or was deleted */
    void require(ModelId model, int version);
}
