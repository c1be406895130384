package io.countersign.lineage;

import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.run.RunId;

/**
 * A thing that rests on others, or on which others rest.
 *
 * @param id as its kind says
 */
public record LineageNode(LineageKind kind, String id) {

    public static LineageNode dataset(String name, String digest) {
        String unambiguous = digest.replace("%", "%25").replace("@", "%40");
        return new LineageNode(LineageKind.DATASET, name + "@" + unambiguous);
    }

    public static LineageNode commit(String hash) {
        return new LineageNode(LineageKind.COMMIT, hash);
    }

    public static LineageNode run(String id) {
        return new LineageNode(LineageKind.RUN, id);
    }

    public static LineageNode run(RunId id) {
        return run(id.value());
    }

    public static LineageNode loggedModel(String id) {
        return new LineageNode(LineageKind.LOGGED_MODEL, id);
    }

    /** @param sha256 of its bytes, in hexadecimal */
    public static LineageNode artifact(String sha256) {
        return new LineageNode(LineageKind.ARTIFACT, sha256);
    }

    public static LineageNode model(ModelId id) {
        return new LineageNode(LineageKind.REGISTERED_MODEL, id.value());
    }

    public static LineageNode version(ModelId model, int version) {
        return new LineageNode(LineageKind.MODEL_VERSION, model + "/" + version);
    }

    public static LineageNode version(VersionId version) {
        return version(version.model(), version.number());
    }

    public static LineageNode stage(ModelId model, String stage) {
        return new LineageNode(LineageKind.STAGE, model + "/" + stage);
    }

    public static LineageNode alias(ModelId model, String alias) {
        return new LineageNode(LineageKind.ALIAS, model + "/" + alias);
    }

    public static LineageNode request(RequestId id) {
        return new LineageNode(LineageKind.REQUEST, id.value());
    }

    public static LineageNode approval(String eventId) {
        return new LineageNode(LineageKind.APPROVAL, eventId);
    }

    public static LineageNode deployment(String name) {
        return new LineageNode(LineageKind.DEPLOYMENT, name);
    }

    /** One text for both, for example {@code run/4f0c…}. */
    public String key() {
        return kind.label() + "/" + id;
    }

    /** @throws IllegalArgumentException for what is no key */
    public static LineageNode ofKey(String key) {
        int slash = key.indexOf('/');
        return LineageKind.labelled(key.substring(0, Math.max(slash, 0)))
                .map(kind -> new LineageNode(kind, key.substring(slash + 1)))
                .orElseThrow(() -> new IllegalArgumentException("No key of a thing: " + key));
    }

    /** Whether nothing is known of it but that others rest on it, or it on others. */
    public boolean onlySpokenOf() {
        return switch (kind) {
            case DATASET, COMMIT, ARTIFACT, STAGE, ALIAS, APPROVAL, DEPLOYMENT -> true;
            case RUN, LOGGED_MODEL, REGISTERED_MODEL, MODEL_VERSION, REQUEST -> false;
        };
    }

    /** Of what belongs to a registered model. */
    public ModelId model() {
        int slash = id.indexOf('/');
        return new ModelId(slash < 0 ? id : id.substring(0, slash));
    }

    /** Of a model version. */
    public int version() {
        return Integer.parseInt(id.substring(id.indexOf('/') + 1));
    }
}
