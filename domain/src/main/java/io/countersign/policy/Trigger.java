package io.countersign.policy;

import io.countersign.registeredmodel.Stage;
import java.util.Set;

/** The kind of change that a policy has a say in. */
public sealed interface Trigger {

    boolean fires(Change change);

    /** @param from any of these; when empty, any at all; and so with {@code to} */
    record StageChange(Set<Stage> from, Set<Stage> to) implements Trigger {

        public StageChange {
            from = Set.copyOf(from);
            to = Set.copyOf(to);
        }

        @Override
        public boolean fires(Change change) {
            return change instanceof Change.ToStage move
                    && (from.isEmpty() || from.contains(move.from()))
                    && (to.isEmpty() || to.contains(move.to()));
        }
    }

    record AliasChange(NamePattern alias) implements Trigger {

        @Override
        public boolean fires(Change change) {
            return change instanceof Change.OfAlias of && alias.matches(of.alias());
        }
    }

    /** Of a version, or of the model with all its versions. */
    record Deletion() implements Trigger {

        @Override
        public boolean fires(Change change) {
            return change instanceof Change.DeletionOfVersion || change instanceof Change.DeletionOfModel;
        }
    }

    record Renaming() implements Trigger {

        @Override
        public boolean fires(Change change) {
            return change instanceof Change.Renaming;
        }
    }

    record TagChange(NamePattern key) implements Trigger {

        @Override
        public boolean fires(Change change) {
            return change instanceof Change.OfTag of && key.matches(of.key());
        }
    }
}
