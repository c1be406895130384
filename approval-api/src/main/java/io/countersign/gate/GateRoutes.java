package io.countersign.gate;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.catalog.VersionView;
import io.countersign.past.AsOf;
import io.countersign.past.TimeTravel;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /gate}: what a deployment asks when it starts, and when it starts again. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class GateRoutes {

    /** The code of the reason that a version does not serve in a place. */
    static final String NOT_THERE = "not-there";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Registry registry;
    private final PlacementQueries placements;
    private final Gate gate;
    private final Deployments deployments;

    GateRoutes(Registry registry, PlacementQueries placements, Gate gate, Deployments deployments) {
        this.registry = registry;
        this.placements = placements;
        this.gate = gate;
        this.deployments = deployments;
    }

    /**
     * @param answer {@code allow}, {@code warn} or {@code deny}
     * @param place {@code stage/Production} or {@code alias/champion}, for example
     * @param events the ids of the events on which it rests
     */
    record GateAnswer(
            String answer,
            @Nullable String model,
            @Nullable String version,
            String place,
            List<Answer.Reason> reasons,
            List<String> events,
            @Nullable Instant decidedAt) {}

    /** @param id of the model; null where it is not known which is meant */
    private record Found(GateAnswer answer, @Nullable ModelId id, boolean there) {}

    /** @param deployment the name of who asks, which then stays on record; null for whoever wants to know */
    @AsOf
    @GetMapping("/gate")
    GateAnswer ask(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String version,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String alias,
            @RequestParam(required = false) @Nullable String digest,
            @RequestParam(required = false) @Nullable String deployment) {
        String name = deployment == null ? null : Deployments.requireName(deployment);
        if (name != null && TimeTravel.point().isPresent()) {
            throw Invalid.value(
                    "deployment", name, "nothing is deployed in the past; leave it out, or leave out as_of.");
        }
        boolean named = digest != null || version != null && !version.isEmpty();
        Found found = find(model, version, place(stage, alias), digest);
        if (name != null && found.id() != null) {
            deployments.tell(name, told(found, found.id(), named));
        }
        return found.answer();
    }

    private static Deployments.Told told(Found found, ModelId model, boolean named) {
        GateAnswer answer = found.answer();
        return new Deployments.Told(
                model,
                answer.version() == null ? null : Integer.valueOf(answer.version()),
                answer.place(),
                named,
                found.there(),
                verdict(answer),
                answer.reasons().stream().map(Answer.Reason::code).distinct().toList());
    }

    private Found find(@Nullable String model, @Nullable String version, String place, @Nullable String digest) {
        if (digest != null) {
            return ofFiles(digest, place);
        }
        if (model == null || model.isEmpty()) {
            throw Invalid.missing("model");
        }
        if (version == null || version.isEmpty()) {
            return newest(model, place);
        }
        return placements
                .find(model, place, ModelLimits.requireVersion(version))
                .map(placement -> found(model, placement))
                .orElseGet(() -> notServing(registry.version(model, version), model, place));
    }

    private Found newest(String model, String place) {
        return placements
                .find(model, place, null)
                .map(placement -> found(model, placement))
                .orElseGet(() -> new Found(notThere(model, null, place), registry.id(model), false));
    }

    /** Of several versions of the same files, one that may serve will do. */
    private Found ofFiles(String digest, String place) {
        String hex = digest.toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(hex).matches()) {
            throw Invalid.value("digest", digest, "use a SHA-256 in hexadecimal, as that of a version's files.");
        }
        Optional<Found> best = placements.ofFiles(hex, place).stream()
                .map(placement -> found(registry.name(new ModelId(placement.modelId())), placement))
                .reduce((one, other) -> verdict(one.answer()).compareTo(verdict(other.answer())) <= 0 ? one : other);
        return best.orElseGet(() -> new Found(notThere(null, null, place), null, false));
    }

    private static GateVerdict verdict(GateAnswer answer) {
        return GateVerdict.valueOf(answer.answer().toUpperCase(Locale.ROOT));
    }

    /** Production when neither is said. */
    static String place(@Nullable String stage, @Nullable String alias) {
        if (alias != null && !alias.isEmpty()) {
            ModelLimits.requireAlias(alias);
            return PlacementQueries.place(alias);
        }
        return PlacementQueries.place(stage == null || stage.isEmpty() ? Stage.PRODUCTION : Stage.labelled(stage));
    }

    private Found found(String model, PlacementView placement) {
        Answer answer = gate.answer(placement);
        GateAnswer message = new GateAnswer(
                answer.verdict().label(),
                model,
                Integer.toString(placement.version()),
                placement.place(),
                answer.reasons(),
                placement.basis(),
                Instant.ofEpochMilli(placement.decidedAt()));
        return new Found(message, new ModelId(placement.modelId()), true);
    }

    private static Found notServing(VersionView version, String model, String place) {
        return new Found(
                notThere(model, Integer.toString(version.version()), place), new ModelId(version.modelId()), false);
    }

    private static GateAnswer notThere(@Nullable String model, @Nullable String version, String place) {
        String says =
                version == null ? "No such version serves in " + place + "." : "It does not serve in " + place + ".";
        return new GateAnswer(
                GateVerdict.DENY.label(),
                model,
                version,
                place,
                List.of(new Answer.Reason(NOT_THERE, says)),
                List.of(),
                null);
    }
}
