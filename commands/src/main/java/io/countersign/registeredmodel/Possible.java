package io.countersign.registeredmodel;

import io.countersign.policy.Change;
import io.countersign.policy.GovernedModel;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether a change would change anything, and is one that the registry makes at all. */
final class Possible {

    private Possible() {}

    static void require(Change change, ModelState model) {
        switch (change) {
            case Change.ToStage move -> requireOtherStage(move, model);
            case Change.OfAlias of -> requireOtherTarget(of);
            case Change.DeletionOfVersion of -> requireNotServing(Map.of(of.version(), of.stage()), model);
            case Change.DeletionOfModel of -> requireNotServing(model.versions().stages(), model);
            case Change.Revalidation of -> requireInService(of, model);
            case Change.RevalidationOfAlias of -> requireInService(of, model);
            case Change.Renaming of -> requireOtherName(of, model);
            case Change.OfTag of -> requireTag(of, model);
        }
    }

    private static void requireOtherStage(Change.ToStage move, ModelState model) {
        if (move.from() == move.to()) {
            throw Rejection.of(
                    Reason.STAGE_UNCHANGED,
                    "Model Version (name=%s, version=%d) is already in stage %s.",
                    model.name(),
                    move.version(),
                    move.to().label());
        }
    }

    private static void requireInService(Change.Revalidation of, ModelState model) {
        if (!of.stage().isActive() || model.stageOf(of.version()) != of.stage()) {
            throw Rejection.of(
                    Reason.CHANGE_POINTLESS,
                    "Version %d of %s is not in service in %s, where it could be approved anew.",
                    of.version(),
                    model.name(),
                    of.stage().label());
        }
    }

    private static void requireInService(Change.RevalidationOfAlias of, ModelState model) {
        if (!model.aliasesOf(of.version()).contains(of.alias())) {
            throw Rejection.of(
                    Reason.CHANGE_POINTLESS,
                    "The alias %s of %s does not lead to version %d, which could be approved anew.",
                    of.alias(),
                    model.name(),
                    of.version());
        }
    }

    /** Policies for models do not look at prompts; so no model may live in one. */
    static void requireOwnKind(List<Tag> tags, ModelState model) {
        boolean marked = tags.stream()
                .anyMatch(tag -> tag.key().equals(GovernedModel.PROMPT) && "true".equalsIgnoreCase(tag.value()));
        if (model.governed().prompt() && !marked) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "%s is a prompt, and so are its versions: this one lacks the tag %s.",
                    model.name(),
                    GovernedModel.PROMPT);
        }
    }

    private static void requireOtherTarget(Change.OfAlias of) {
        if (Objects.equals(of.version(), of.previous())) {
            throw of.version() == null
                    ? Rejection.of(Reason.ALIAS_NOT_FOUND, "Registered model alias %s not found.", of.alias())
                    : Rejection.of(
                            Reason.CHANGE_POINTLESS,
                            "The alias %s leads to version %d already.",
                            of.alias(),
                            of.version());
        }
    }

    /** Deleting what serves users would take it out of service without the second person that policies ask for. */
    static void requireNotServing(Map<Integer, Stage> doomed, ModelState model) {
        doomed.forEach((version, stage) -> {
            if (stage.isActive()) {
                throw Rejection.of(
                        Reason.VERSION_IN_SERVICE,
                        "Version %d of %s is in %s and cannot be deleted; move it to Archived first.",
                        version,
                        model.name(),
                        stage.label());
            }
        });
    }

    private static void requireOtherName(Change.Renaming of, ModelState model) {
        if (of.to().equals(model.name())) {
            throw Rejection.of(Reason.CHANGE_POINTLESS, "The model is called %s already.", of.to());
        }
    }

    private static void requireTag(Change.OfTag of, ModelState model) {
        if (of.version() == null && of.value() == null && !model.hasTag(of.key())) {
            throw Rejection.of(Reason.TAG_NOT_FOUND, "Registered Model %s has no tag %s.", model.name(), of.key());
        }
    }
}
