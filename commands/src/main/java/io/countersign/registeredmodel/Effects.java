package io.countersign.registeredmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;

/** Makes the changes that are not of stages, once they may be made. */
final class Effects {

    private final ModelState model;
    private final ModelNames names;
    private final VersionTags versionTags;

    Effects(ModelState model, ModelNames names, VersionTags versionTags) {
        this.model = model;
        this.names = names;
        this.versionTags = versionTags;
    }

    void make(Change change) {
        switch (change) {
            case Change.ToStage move ->
                throw new IllegalArgumentException("Its event is that of the decision: " + move);
            case Change.OfAlias of -> point(of);
            case Change.DeletionOfVersion of ->
                apply(new RegisteredModelEvent.VersionDeleted(
                        model.id(), of.version(), model.stageOf(of.version()), model.aliasesOf(of.version())));
            case Change.DeletionOfModel of -> delete();
            case Change.Revalidation of -> {} // the decision itself is all there is to it
            case Change.RevalidationOfAlias of -> {} // and here too
            case Change.Renaming of -> rename(of.to());
            case Change.OfTag of -> tag(of);
        }
    }

    private void point(Change.OfAlias of) {
        Integer previous = model.versionOf(of.alias()).orElse(null);
        if (of.version() != null) {
            apply(new RegisteredModelEvent.AliasSet(model.id(), of.alias(), of.version(), previous));
        } else if (previous != null) {
            apply(new RegisteredModelEvent.AliasDeleted(model.id(), of.alias(), previous));
        }
    }

    private void delete() {
        names.release(model.name(), model.id());
        apply(new RegisteredModelEvent.Deleted(model.id(), model.name()));
    }

    private void rename(String to) {
        reserve(to, model.id(), names);
        names.release(model.name(), model.id());
        apply(new RegisteredModelEvent.Renamed(model.id(), model.name(), to));
    }

    private void tag(Change.OfTag of) {
        if (of.version() != null) {
            versionTags.change(new VersionId(model.id(), of.version()), of.key(), of.value());
        } else if (of.value() != null) {
            apply(new RegisteredModelEvent.TagSet(model.id(), Tag.of(of.key(), of.value())));
        } else {
            apply(new RegisteredModelEvent.TagDeleted(model.id(), of.key()));
        }
    }

    static void reserve(String name, ModelId model, ModelNames names) {
        if (!names.reserve(name, model)) {
            throw Rejection.of(Reason.MODEL_EXISTS, "Registered Model (name=%s) already exists.", name);
        }
    }
}
