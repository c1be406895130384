package io.countersign.governance;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.governance.RunInsightMessages.ComparedRun;
import io.countersign.governance.RunInsightMessages.Curve;
import io.countersign.governance.RunInsightMessages.RunProvenance;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tracking.MetricCurves;
import io.countersign.tracking.MetricCurves.Axis;
import io.countersign.tracking.RunQueries;
import io.countersign.tracking.RunView;
import io.countersign.wire.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where runs came from, and how they differ. */
@GovernanceRoutes
@Requires(Operation.READ_TRACKING)
final class RunInsightRoutes {

    private static final int MAX_RUNS = 100;
    private static final int MAX_CURVES = 20;
    private static final int MAX_POINTS = 2500;
    private static final int MAX_ALL_POINTS = 100_000;
    private static final int POINTS = 250;
    private static final Pattern RUN_ID = Pattern.compile("[a-zA-Z0-9][\\w-]{0,255}");

    private final RunQueries runs;
    private final MetricCurves curves;

    RunInsightRoutes(RunQueries runs, MetricCurves curves) {
        this.runs = runs;
        this.curves = curves;
    }

    @GetMapping("/runs/{id}/provenance")
    RunProvenance provenance(@PathVariable String id) {
        return RunProvenance.of(require(List.of(id)).getFirst());
    }

    @GetMapping("/runs/compare")
    RunInsightMessages.Comparison compare(@Wire RunInsightMessages.Compare request) {
        List<String> ids = list(request.runIds());
        if (ids.isEmpty()) {
            throw Invalid.missing("run_ids");
        }
        if (ids.size() > MAX_RUNS) {
            throw Invalid.value("run_ids", ids.size(), "at most " + MAX_RUNS + " runs can be compared at once.");
        }
        List<Curve> drawn = curves(ids, request);
        RunTable table = new RunTable(require(ids));
        return new RunInsightMessages.Comparison(
                table.runs().stream().map(ComparedRun::of).toList(),
                table.params(),
                table.metrics(),
                table.tags(list(request.tags())),
                table.provenance(),
                drawn);
    }

    private List<Curve> curves(List<String> ids, RunInsightMessages.Compare request) {
        List<String> keys = list(request.curves());
        int points = request.points() == null ? POINTS : request.points();
        Axis axis = axis(request.axis());
        if (keys.size() > MAX_CURVES) {
            throw Invalid.value("curves", keys.size(), "ask for at most " + MAX_CURVES + " metrics at once.");
        }
        if (points < 3 || points > MAX_POINTS) {
            throw Invalid.value("points", points, "use a number from 3 to " + MAX_POINTS + ".");
        }
        if ((long) points * keys.size() * ids.size() > MAX_ALL_POINTS) {
            throw Invalid.value(
                    "points", points, "with so many runs and curves it comes to more than " + MAX_ALL_POINTS + ".");
        }
        return keys.isEmpty()
                ? List.of()
                : curves.of(ids, keys, axis, points).stream().map(Curve::of).toList();
    }

    private static Axis axis(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return Axis.STEP;
        }
        return Arrays.stream(Axis.values())
                .filter(axis -> axis.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> Invalid.value("axis", given, "use step or time."));
    }

    /** In the order given; all of them, or none. */
    private List<RunView> require(List<String> ids) {
        List<String> wellFormed =
                ids.stream().filter(id -> RUN_ID.matcher(id).matches()).toList();
        List<RunView> found = runs.byIds(wellFormed);
        if (found.size() < ids.size()) {
            List<String> known = found.stream().map(RunView::runId).toList();
            List<String> unknown =
                    ids.stream().filter(id -> !known.contains(id)).toList();
            throw Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", String.join(", ", unknown));
        }
        return found;
    }

    /** Each once; in any of the given texts there may be several, separated by commas. */
    private static List<String> list(@Nullable List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .flatMap(text -> Arrays.stream(text.split(",")))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList();
    }
}
