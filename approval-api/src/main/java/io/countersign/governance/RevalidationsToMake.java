package io.countersign.governance;

import io.countersign.decision.Changes;
import io.countersign.decision.Voters;
import io.countersign.gate.PlacementQueries;
import io.countersign.gate.PlacementView;
import io.countersign.gate.Validations;
import io.countersign.gate.Validations.State;
import io.countersign.gate.Validations.Validation;
import io.countersign.governance.InboxMessages.Due;
import io.countersign.governance.InboxMessages.Revalidations;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.wire.PageToken;
import io.countersign.wire.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what serves, has to be approved anew and may be by somebody. */
@Component
final class RevalidationsToMake {

    private static final int LOOKED_THROUGH = 5_000;
    private static final Place FIRST = new Place("", "", 0);

    private final PlacementQueries placements;
    private final Validations validations;
    private final Changes changes;
    private final Voters voters;
    private final Registry registry;

    RevalidationsToMake(
            PlacementQueries placements, Validations validations, Changes changes, Voters voters, Registry registry) {
        this.placements = placements;
        this.validations = validations;
        this.changes = changes;
        this.voters = voters;
        this.registry = registry;
    }

    record Place(String modelId, String place, int version) {

        static Place of(PlacementView placement) {
            return new Place(placement.modelId(), placement.place(), placement.version());
        }
    }

    Revalidations by(SubjectId person, @Nullable Place after, int limit) {
        Place start = after == null ? FIRST : after;
        List<PlacementView> some = placements.after(start.modelId(), start.place(), start.version(), LOOKED_THROUGH);
        List<Due> found = new ArrayList<>();
        for (PlacementView placement : some) {
            Optional<Due> due = due(placement).filter(each -> mayApprove(person, placement));
            due.ifPresent(found::add);
            if (found.size() == limit) {
                return new Revalidations(found, PageToken.of(Place.of(placement)));
            }
        }
        return new Revalidations(found, some.size() < LOOKED_THROUGH ? null : PageToken.of(Place.of(some.getLast())));
    }

    private Optional<Due> due(PlacementView placement) {
        return validations
                .next(placement)
                .filter(validation -> validations.stateNow(validation) != State.VALID)
                .map(validation -> due(placement, validation));
    }

    private Due due(PlacementView placement, Validation validation) {
        return new Due(
                registry.name(new ModelId(placement.modelId())),
                Integer.toString(placement.version()),
                placement.place(),
                validations.stateNow(validation).name().toLowerCase(Locale.ROOT),
                validation.until());
    }

    private boolean mayApprove(SubjectId person, PlacementView placement) {
        ModelId model = new ModelId(placement.modelId());
        return voters.includes(model, changes.standing(model, revalidation(placement)), person);
    }

    private static Change revalidation(PlacementView placement) {
        String name = placement.place().substring(placement.place().indexOf('/') + 1);
        return placement.place().startsWith("stage/")
                ? new Change.Revalidation(placement.version(), Stage.labelled(name))
                : new Change.RevalidationOfAlias(placement.version(), name);
    }
}
