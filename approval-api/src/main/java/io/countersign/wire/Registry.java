package io.countersign.wire;

import io.countersign.catalog.ModelQueries;
import io.countersign.catalog.ModelView;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds what a request names, or says that it does not exist. */
@Component
public final class Registry {

    private static final String LATEST = "latest";

    private final ModelQueries models;
    private final VersionQueries versions;

    Registry(ModelQueries models, VersionQueries versions) {
        this.models = models;
        this.versions = versions;
    }

    public ModelId id(String name) {
        ModelLimits.requireName(name);
        return models.idOf(name).orElseThrow(() -> noModel(name));
    }

    /** The name that it has now. */
    public String name(ModelId id) {
        return models.byIds(List.of(id.value())).stream()
                .findFirst()
                .map(ModelView::name)
                .orElseThrow(() -> noModel(id.value()));
    }

    public ModelView model(String name) {
        return models.byName(name).orElseThrow(() -> noModel(name));
    }

    public VersionView version(String name, String version) {
        int number = ModelLimits.requireVersion(version);
        ModelLimits.requireName(name);
        return versions.byNumber(name, number).orElseThrow(() -> noVersion(name, number));
    }

    /** @param alias or {@code latest}, which stands for the highest number */
    public VersionView aliased(String name, String alias) {
        ModelId model = id(name);
        if (alias.equalsIgnoreCase(LATEST)) {
            return versions.latest(List.of(model.value())).getOrDefault(model.value(), List.of()).stream()
                    .max(Comparator.comparingInt(VersionView::version))
                    .orElseThrow(() ->
                            Rejection.of(Reason.VERSION_NOT_FOUND, "Latest version not found for model %s.", name));
        }
        return versions.byAlias(name, alias)
                .orElseThrow(() -> Rejection.of(Reason.ALIAS_NOT_FOUND, "Registered model alias %s not found.", alias));
    }

    public VersionId versionId(String name, String version) {
        VersionView found = version(name, version);
        return new VersionId(new ModelId(found.modelId()), found.version());
    }

    private static Rejection noModel(String name) {
        return Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with name=%s not found", name);
    }

    private static Rejection noVersion(String name, int version) {
        return Rejection.of(Reason.VERSION_NOT_FOUND, "Model Version (name=%s, version=%d) not found", name, version);
    }
}
