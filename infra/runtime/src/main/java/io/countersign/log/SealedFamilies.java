package io.countersign.log;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.countersign.policy.Change;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/** Tells values of one sealed family apart by a stable name in a member {@code kind}, never by that of a Java class. */
final class SealedFamilies extends SimpleModule {

    private static final long serialVersionUID = 1L;

    SealedFamilies() {
        super("sealed families");
        setMixInAnnotation(Change.class, ByKind.class);
        registerSubtypes(
                new NamedType(Change.ToStage.class, "stage"),
                new NamedType(Change.OfAlias.class, "alias"),
                new NamedType(Change.DeletionOfVersion.class, "version-deletion"),
                new NamedType(Change.DeletionOfModel.class, "model-deletion"),
                new NamedType(Change.Revalidation.class, "revalidation"),
                new NamedType(Change.RevalidationOfAlias.class, "alias-revalidation"),
                new NamedType(Change.Renaming.class, "renaming"),
                new NamedType(Change.OfTag.class, "tag"));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface ByKind {}
}
