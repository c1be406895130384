package io.countersign.trail;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.event.Recorded;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.wire.Registry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The life of one model, on one page. */
@GovernanceRoutes
@Requires(Operation.READ_AUDIT)
final class LifeRoutes {

    private final Registry registry;
    private final ModelEvents events;
    private final LifeMessages messages;
    private final Clock clock;

    LifeRoutes(Registry registry, ModelEvents events, LifeMessages messages, Clock clock) {
        this.registry = registry;
        this.events = events;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/models/{name}/life")
    LifeMessage life(@PathVariable String name) {
        ModelId model = registry.id(name);
        List<Recorded> own = events.ofModel(model);
        return messages.of(
                model,
                name,
                own,
                events.ofVersions(model, versions(own)),
                events.ofPermissions(model),
                clock.instant());
    }

    private static Set<Integer> versions(List<Recorded> events) {
        Set<Integer> versions = new TreeSet<>();
        events.forEach(recorded -> {
            if (recorded.event() instanceof RegisteredModelEvent.VersionCreated e) {
                versions.add(e.version());
            } else if (recorded.event() instanceof RegisteredModelEvent.VersionImported e) {
                versions.add(e.version());
            }
        });
        return versions;
    }
}
