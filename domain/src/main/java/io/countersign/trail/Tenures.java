package io.countersign.trail;

import io.countersign.event.Recorded;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which versions of a model were in which stage, and had which alias, and what it was called: from when until when. */
public final class Tenures {

    private final List<Tenure> stages = new ArrayList<>();
    private final List<Tenure> aliases = new ArrayList<>();
    private final List<Tenure> names = new ArrayList<>();

    private Tenures() {}

    /** @param events of the model's own stream, from the first on and in its order; others are passed over */
    public static Tenures of(List<Recorded> events) {
        Tenures tenures = new Tenures();
        events.forEach(tenures::take);
        return tenures;
    }

    public List<Tenure> stages() {
        return List.copyOf(stages);
    }

    public List<Tenure> aliases() {
        return List.copyOf(aliases);
    }

    public List<Tenure> names() {
        return List.copyOf(names);
    }

    private void take(Recorded recorded) {
        if (recorded.event() instanceof RegisteredModelEvent event) {
            take(recorded, event);
        }
    }

    private void take(Recorded recorded, RegisteredModelEvent event) {
        switch (event) {
            case RegisteredModelEvent.Created e -> begin(names, e.name(), null, recorded);
            case RegisteredModelEvent.Imported e -> begin(names, e.name(), null, recorded);
            case RegisteredModelEvent.Renamed e -> {
                endAll(names, recorded.at());
                begin(names, e.to(), null, recorded);
            }
            case RegisteredModelEvent.TransitionApproved e -> move(recorded, e.version(), e.to(), e.archived());
            case RegisteredModelEvent.StageChanged e -> move(recorded, e.version(), e.to(), e.archived());
            case RegisteredModelEvent.VersionImported e -> {
                enter(recorded, e.version(), e.stage());
                e.aliases().forEach(alias -> begin(aliases, alias, e.version(), recorded));
            }
            case RegisteredModelEvent.AliasSet e -> {
                endPlace(aliases, e.alias(), recorded.at());
                begin(aliases, e.alias(), e.version(), recorded);
            }
            case RegisteredModelEvent.AliasDeleted e -> endPlace(aliases, e.alias(), recorded.at());
            case RegisteredModelEvent.VersionDeleted e -> {
                endVersion(stages, e.version(), recorded.at());
                endVersion(aliases, e.version(), recorded.at());
            }
            case RegisteredModelEvent.Deleted e ->
                List.of(stages, aliases, names).forEach(tenures -> endAll(tenures, recorded.at()));
            default -> {
                // puts nothing anywhere
            }
        }
    }

    private void move(Recorded recorded, int version, Stage to, List<Integer> archived) {
        archived.forEach(other -> {
            endVersion(stages, other, recorded.at());
            enter(recorded, other, Stage.ARCHIVED);
        });
        endVersion(stages, version, recorded.at());
        enter(recorded, version, to);
    }

    /** To be in none is to be nowhere. */
    private void enter(Recorded recorded, int version, Stage stage) {
        if (stage != Stage.NONE) {
            begin(stages, stage.label(), version, recorded);
        }
    }

    private static void begin(List<Tenure> tenures, String place, @Nullable Integer version, Recorded begun) {
        tenures.add(new Tenure(place, version, begun, null));
    }

    private static void endVersion(List<Tenure> tenures, Integer version, Instant end) {
        tenures.replaceAll(
                tenure -> tenure.until() == null && version.equals(tenure.version()) ? tenure.until(end) : tenure);
    }

    private static void endPlace(List<Tenure> tenures, String place, Instant end) {
        tenures.replaceAll(
                tenure -> tenure.until() == null && tenure.place().equals(place) ? tenure.until(end) : tenure);
    }

    private static void endAll(List<Tenure> tenures, Instant end) {
        tenures.replaceAll(tenure -> tenure.until() == null ? tenure.until(end) : tenure);
    }
}
