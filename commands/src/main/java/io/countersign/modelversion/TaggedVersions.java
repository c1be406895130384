package io.countersign.modelversion;

import io.countersign.registeredmodel.VersionTags;
import java.util.function.Supplier;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/** Changes a version's tags on its own stream, in the unit of work of the decision on the model's. */
public final class TaggedVersions implements VersionTags {

    private final Supplier<Repository<ModelVersion>> versions;

    public TaggedVersions(Supplier<Repository<ModelVersion>> versions) {
        this.versions = versions;
    }

    @Override
    public void change(VersionId version, String key, @Nullable String value) {
        try {
            versions.get()
                    .loadOrCreate(version.stream(), ModelVersion::new)
                    .execute(found -> found.changeTag(version, key, value));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(version.stream() + " cannot be opened.", e);
        }
    }
}
