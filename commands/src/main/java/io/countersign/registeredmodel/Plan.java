package io.countersign.registeredmodel;

import io.countersign.policy.Change;
import java.util.List;

/**
 * A change as it would be made now.
 *
 * @param archived the versions that make way for it
 * @param consequences what else it does, and policies may have a say in
 */
record Plan(Change change, List<Integer> archived, List<Change> consequences) {

    static Plan of(Change wanted, boolean archiveExisting, ModelState model) {
        Change change = model.asOfNow(wanted);
        if (!(change instanceof Change.ToStage move)) {
            return new Plan(change, List.of(), Consequences.of(change, model));
        }
        List<Integer> archived = archiveExisting ? Consequences.makingWay(move, model) : List.of();
        return new Plan(change, archived, Consequences.archiving(archived, move.to()));
    }

    boolean changesNothing() {
        return change instanceof Change.ToStage move && move.from() == move.to() && archived.isEmpty();
    }
}
