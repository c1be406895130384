package io.countersign.registeredmodel;

import io.countersign.policy.Change;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;

/** What else a change does, and policies may have a say in. */
final class Consequences {

    private Consequences() {}

    static List<Change> of(Change change, ModelState model) {
        return switch (change) {
            case Change.DeletionOfVersion of ->
                model.aliasesOf(of.version()).stream()
                        .map(alias -> (Change) new Change.OfAlias(alias, null, of.version()))
                        .toList();
            case Change.DeletionOfModel of ->
                model.aliases().entrySet().stream()
                        .map(alias -> (Change) new Change.OfAlias(alias.getKey(), null, alias.getValue()))
                        .toList();
            case Change.ToStage move -> List.of();
            case Change.OfAlias of -> List.of();
            case Change.Revalidation of -> List.of();
            case Change.RevalidationOfAlias of -> List.of();
            case Change.Renaming of -> List.of();
            case Change.OfTag of -> List.of();
        };
    }

    static List<Change> archiving(List<Integer> versions, Stage from) {
        return versions.stream()
                .map(version -> (Change) new Change.ToStage(version, from, Stage.ARCHIVED))
                .toList();
    }

    /** The versions that leave a stage when another takes it over. */
    static List<Integer> makingWay(Change.ToStage move, ModelState model) {
        if (!move.to().isActive()) {
            throw Rejection.of(
                    Reason.STAGE_NOT_ACTIVE,
                    "Model version transition cannot archive existing model versions because '%s' is not an Active "
                            + "stage. Valid stages are ['Staging', 'Production']",
                    move.to().label());
        }
        return model.versions().othersIn(move.to(), move.version());
    }
}
