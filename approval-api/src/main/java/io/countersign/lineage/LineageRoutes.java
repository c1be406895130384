package io.countersign.lineage;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.past.AsOf;
import io.countersign.past.PointInTime;
import io.countersign.past.TimeTravel;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Wire;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code /lineage}: what a thing rests on and what rests on it, now or at a time. */
@GovernanceRoutes
@Requires(Operation.READ_LINEAGE)
final class LineageRoutes {

    private static final int COMMON_DEPTH = 5;
    private static final int DEEPEST = 100;
    private static final int COMMON = 1_000;
    private static final int MOST = 10_000;

    private final AskedThing asked;
    private final LineageQueries lineage;

    LineageRoutes(AskedThing asked, LineageQueries lineage) {
        this.asked = asked;
        this.lineage = lineage;
    }

    /**
     * How much of the graph is asked for.
     *
     * @param id where it holds what stands in no path
     * @param direction {@code up}, {@code down} or {@code both}, which it is when left out
     * @param depth how many steps at most; 5 when left out
     * @param limit so many things at most; 1000 when left out
     */
    record Wanted(
            @Nullable String id,
            @Nullable String direction,
            @Nullable Integer depth,
            @Nullable Integer limit) {}

    @AsOf
    @GetMapping({"/lineage/{kind}", "/lineage/{kind}/{id}", "/lineage/{kind}/{id}/{part}"})
    LineageMessages.GraphMessage graph(
            @PathVariable String kind,
            @PathVariable(required = false) @Nullable String id,
            @PathVariable(required = false) @Nullable String part,
            @Wire Wanted wanted) {
        Long at = TimeTravel.point().map(PointInTime::event).orElse(null);
        Direction direction = direction(wanted.direction());
        int depth = number("depth", wanted.depth(), COMMON_DEPTH, DEEPEST);
        int limit = number("limit", wanted.limit(), COMMON, MOST);
        LineageNode thing = asked.find(kind, Ids.one(id, wanted.id()), part, at);
        Graph graph = lineage.around(thing, direction, depth, limit, at);
        return LineageMessages.graph(thing, graph, lineage.named(graph.keys()), at, depth, limit);
    }

    private static Direction direction(@Nullable String label) {
        return label == null
                ? Direction.BOTH
                : Direction.labelled(label)
                        .orElseThrow(() -> Invalid.value(
                                "direction",
                                label,
                                "use one of these: "
                                        + Arrays.stream(Direction.values())
                                                .map(Direction::label)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    private static int number(String parameter, @Nullable Integer given, int common, int most) {
        int number = given == null ? common : given;
        if (number < 1 || number > most) {
            throw Invalid.value(parameter, number, "use a number from 1 to " + most + ".");
        }
        return number;
    }
}
