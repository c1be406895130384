package io.countersign.policy;

import io.countersign.registeredmodel.Stage;
import java.util.Set;

/** The kind of change that a policy has a say in. */
public sealed interface Trigger {

    boolean fires(Change change);

    /**
     * Also a revalidation in a stage, as that counts as reaching it once more.
     *
     * @param from any of these; when empty, any at all; and so with {@code to}
     */
    record StageChange(Set<Stage> from, Set<Stage> to) implements Trigger {

        public StageChange {
            from = Set.copyOf(from);
            to = Set.copyOf(to);
        }

        @Override
        public boolean fires(Change change) {
            return switch (change) {
                case Change.ToStage move -> fires(move.from(), move.to());
                case Change.Revalidation of -> fires(of.stage(), of.stage());
                default -> false;
            };
        }

        private boolean fires(Stage left, Stage reached) {
            return (from.isEmpty() || from.contains(left)) && (to.isEmpty() || to.contains(reached));
        }
    }

    /** Also a revalidation of what the alias leads to. */
    record AliasChange(NamePattern alias) implements Trigger {

        @Override
        public boolean fires(Change change) {
            return switch (change) {
                case Change.OfAlias of -> alias.matches(of.alias());
                case Change.RevalidationOfAlias of -> alias.matches(of.alias());
                default -> false;
            };
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
