package io.countersign.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import io.countersign.history.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is asked, page by page and from either end, the answer is what a look at each event gives. */
class AnyQuestionTest {

    private static final InProcessServer SERVER = withAHistory();
    private static final Trail TRAIL = SERVER.part(Trail.class);
    private static final long END = TRAIL.upToNow();
    private static final Scan SCAN = Scan.of(SERVER);

    private static InProcessServer withAHistory() {
        InProcessServer server = InProcessServer.onAnEmptyDatabase();
        History.write(server, 20_260_202);
        server.part(TrailKeeping.class).stop();
        return server;
    }

    @AfterContainer
    static void stop() {
        SERVER.close();
    }

    @Property(tries = 400)
    void theUnionOfThePagesIsAScanOfTheLog(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int limit) {
        TrailFilter filter = filter(new Random(seed));
        List<Long> wanted = SCAN.positions(filter);

        assertThat(newestFirst(filter, wanted.size() > 400 ? 250 : limit))
                .as("%s", filter)
                .isEqualTo(wanted);
        assertThat(oldestFirst(filter, wanted.size() > 400 ? 250 : limit))
                .as("%s", filter)
                .isEqualTo(wanted.reversed());
    }

    private static List<Long> newestFirst(TrailFilter filter, int limit) {
        List<Long> found = new ArrayList<>();
        Trail.Page page = TRAIL.newest(filter, Long.MAX_VALUE, limit);
        add(page, found);
        while (page.more()) {
            page = TRAIL.newest(filter, found.getLast(), limit);
            add(page, found);
        }
        return found;
    }

    private static List<Long> oldestFirst(TrailFilter filter, int limit) {
        List<Long> found = new ArrayList<>();
        Trail.Page page = TRAIL.oldest(filter, 0, END, limit);
        add(page, found);
        while (page.more()) {
            page = TRAIL.oldest(filter, found.getLast(), END, limit);
            add(page, found);
        }
        return found;
    }

    private static void add(Trail.Page page, List<Long> found) {
        page.entries().forEach(entry -> found.add(entry.position()));
    }

    /** Of what some event has: of one and the same as a rule, so that there is something to find. */
    private static TrailFilter filter(Random random) {
        Scan.Line line = SCAN.lines().get(random.nextInt(SCAN.lines().size()));
        Scan.Line other = random.nextInt(4) > 0
                ? line
                : SCAN.lines().get(random.nextInt(SCAN.lines().size()));
        List<String> models =
                line.concerns().models().stream().map(Object::toString).toList();
        String model = models.isEmpty() || one(random) ? null : models.getFirst();
        return new TrailFilter(
                two(random) ? Set.of(other.actor()) : null,
                model,
                model == null || line.concerns().versions().isEmpty() || one(random)
                        ? null
                        : line.concerns().versions().getLast(),
                line.concerns().run() == null || two(random)
                        ? null
                        : line.concerns().run().value(),
                line.experiment().isEmpty() || two(random) ? null : line.experiment(),
                two(random) ? types(other, random) : null,
                one(random) ? null : moment(line.at(), random),
                one(random) ? null : moment(other.at(), random).plusSeconds(random.nextInt(2)),
                random.nextInt(6) > 0 ? null : line.correlation(),
                random.nextInt(3) > 0 ? null : words(line, random));
    }

    private static boolean one(Random random) {
        return random.nextInt(3) > 0;
    }

    private static boolean two(Random random) {
        return random.nextInt(2) > 0;
    }

    private static Set<String> types(Scan.Line line, Random random) {
        String family = line.type().substring(0, line.type().indexOf('.'));
        return random.nextBoolean()
                ? Set.of(line.type())
                : SCAN.lines().stream()
                        .map(Scan.Line::type)
                        .filter(type -> type.startsWith(family))
                        .collect(Collectors.toSet());
    }

    private static Instant moment(Instant at, Random random) {
        return at.plusNanos(random.nextInt(3_000_000) - 1_500_000L);
    }

    private static String words(Scan.Line line, Random random) {
        List<String> words = new ArrayList<>(line.words());
        Collections.shuffle(words, random);
        return words.isEmpty()
                ? "nothing"
                : words.stream().limit(1 + random.nextInt(3)).collect(Collectors.joining(" "));
    }
}
