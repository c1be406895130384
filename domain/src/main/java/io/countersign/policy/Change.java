package io.countersign.policy;

import io.countersign.registeredmodel.Stage;
import org.jspecify.annotations.Nullable;

/** Something that is to be done to a registered model and that a policy may have a say in. */
public sealed interface Change {

    /**
     * Which requests and approvals are for the same: this, without what the model was like when it was asked for. For
     * example {@code stage/3/Production}.
     */
    String topic();

    /** As it stands in a sentence after "this" or "a", for example {@code change to Production}. */
    String words();

    /** The version that is moved, named or deleted; null when there is none. */
    default @Nullable Integer candidate() {
        return null;
    }

    record ToStage(int version, Stage from, Stage to) implements Change {

        @Override
        public String words() {
            return "change to " + to.label();
        }

        @Override
        public String topic() {
            return "stage/" + version + "/" + to.label();
        }

        @Override
        public Integer candidate() {
            return version;
        }
    }

    /**
     * An alias is set, moved or deleted.
     *
     * @param version that it is to lead to; null when it is to be deleted
     * @param previous that it leads to now; null when there is no such alias
     */
    record OfAlias(
            String alias,
            @Nullable Integer version,
            @Nullable Integer previous) implements Change {

        @Override
        public String words() {
            return "change of alias " + alias;
        }

        @Override
        public String topic() {
            return "alias/" + alias + "/" + (version == null ? "-" : version);
        }

        @Override
        public @Nullable Integer candidate() {
            return version;
        }
    }

    record DeletionOfVersion(int version, Stage stage) implements Change {

        @Override
        public String words() {
            return "deletion of version " + version;
        }

        @Override
        public String topic() {
            return "deletion/" + version;
        }

        @Override
        public Integer candidate() {
            return version;
        }
    }

    record DeletionOfModel() implements Change {

        @Override
        public String words() {
            return "deletion of the model";
        }

        @Override
        public String topic() {
            return "deletion";
        }
    }

    /** Nothing moves: what was approved of a version that is in service is approved anew, before or after it expires. */
    record Revalidation(int version, Stage stage) implements Change {

        @Override
        public String topic() {
            return "revalidation/" + version + "/" + stage.label();
        }

        @Override
        public String words() {
            return "revalidation in " + stage.label();
        }

        @Override
        public Integer candidate() {
            return version;
        }
    }

    /** The same of the version that an alias leads to. */
    record RevalidationOfAlias(int version, String alias) implements Change {

        @Override
        public String topic() {
            return "revalidation/" + version + "/alias/" + alias;
        }

        @Override
        public String words() {
            return "revalidation under alias " + alias;
        }

        @Override
        public Integer candidate() {
            return version;
        }
    }

    record Renaming(String to) implements Change {

        @Override
        public String words() {
            return "renaming to " + to;
        }

        @Override
        public String topic() {
            return "name/" + to;
        }
    }

    /**
     * A tag is set or deleted.
     *
     * @param version null for a tag of the model itself
     * @param value null when it is to be deleted, and for one that names a person
     */
    record OfTag(
            @Nullable Integer version, String key, @Nullable String value) implements Change {

        @Override
        public String words() {
            return "change of tag " + key;
        }

        @Override
        public String topic() {
            return "tag/" + (version == null ? "-" : version) + "/" + key + (value == null ? "" : "=" + value);
        }

        @Override
        public @Nullable Integer candidate() {
            return version;
        }
    }
}
