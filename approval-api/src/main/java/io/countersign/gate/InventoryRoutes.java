package io.countersign.gate;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.catalog.ModelQueries;
import io.countersign.catalog.ModelView;
import io.countersign.gate.Validations.State;
import io.countersign.gate.Validations.Validation;
import io.countersign.past.AsOf;
import io.countersign.policy.GovernedModel;
import io.countersign.rejection.Invalid;
import io.countersign.wire.PageToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /inventory}: every model with who answers for it, what it is for, and until when what serves is approved. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class InventoryRoutes {

    private static final int MOST_AT_ONCE = 200;

    private final ModelQueries models;
    private final PlacementQueries placements;
    private final Validations validations;

    InventoryRoutes(ModelQueries models, PlacementQueries placements, Validations validations) {
        this.models = models;
        this.placements = placements;
        this.validations = validations;
    }

    /** @param validation {@code valid}, {@code due} or {@code overdue}; null where none is asked for */
    record Serving(
            String version,
            String place,
            Instant approvedAt,
            @Nullable Instant validUntil,
            @Nullable String validation) {}

    record Entry(
            String model,
            @Nullable String owner,
            @Nullable String purpose,
            @Nullable String riskTier,
            @Nullable Instant lastValidation,
            @Nullable Instant nextValidation,
            List<Serving> serving) {}

    record Page(List<Entry> models, @Nullable String nextPageToken) {}

    record Place(String name) {}

    @AsOf
    @GetMapping("/inventory")
    Page inventory(
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(name = "risk_tier", required = false) @Nullable String tier,
            @RequestParam(required = false) @Nullable String validation,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        if (limit < 1 || limit > MOST_AT_ONCE) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MOST_AT_ONCE + ".");
        }
        String state = validation == null ? null : state(validation);
        List<Entry> found = new ArrayList<>();
        String last =
                pageToken == null ? "" : PageToken.read(pageToken, Place.class).name();
        while (true) {
            List<ModelView> some = models.page(last, MOST_AT_ONCE);
            for (Entry entry : entries(some)) {
                if (matches(entry, owner, tier, state)) {
                    if (found.size() == limit) {
                        return new Page(
                                found, PageToken.of(new Place(found.getLast().model())));
                    }
                    found.add(entry);
                }
            }
            if (some.size() < MOST_AT_ONCE) {
                return new Page(found, null);
            }
            last = some.getLast().name();
        }
    }

    private static String state(String text) {
        try {
            return State.valueOf(text.toUpperCase(Locale.ROOT)).name().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw Invalid.value("validation", text, "use one of valid, due, overdue.");
        }
    }

    private static boolean matches(
            Entry entry, @Nullable String owner, @Nullable String tier, @Nullable String validation) {
        return (owner == null || owner.equals(entry.owner()))
                && (tier == null || tier.equals(entry.riskTier()))
                && (validation == null
                        || entry.serving().stream().anyMatch(each -> validation.equals(each.validation())));
    }

    private List<Entry> entries(List<ModelView> some) {
        Map<String, List<PlacementView>> placed = placements
                .of(some.stream().map(ModelView::modelId).toList())
                .stream()
                .collect(Collectors.groupingBy(PlacementView::modelId));
        return some.stream()
                .map(model -> entry(model, placed.getOrDefault(model.modelId(), List.of())))
                .toList();
    }

    private Entry entry(ModelView model, List<PlacementView> placed) {
        List<Serving> serving = placed.stream()
                .sorted(Comparator.comparing(PlacementView::place).thenComparing(PlacementView::version))
                .map(this::serving)
                .toList();
        String purpose = model.tags().get(GovernedModel.PURPOSE);
        return new Entry(
                model.name(),
                model.tags().get(GovernedModel.OWNER),
                purpose == null ? model.description() : purpose,
                model.tags().get(GovernedModel.RISK_TIER),
                serving.stream()
                        .map(Serving::approvedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                serving.stream()
                        .map(Serving::validUntil)
                        .flatMap(until -> Optional.ofNullable(until).stream())
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                serving);
    }

    private Serving serving(PlacementView placement) {
        Optional<Validation> next = validations.next(placement);
        return new Serving(
                Integer.toString(placement.version()),
                placement.place(),
                Instant.ofEpochMilli(placement.decidedAt()),
                next.map(Validation::until).orElse(null),
                next.map(validations::stateNow)
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .orElse(null));
    }
}
