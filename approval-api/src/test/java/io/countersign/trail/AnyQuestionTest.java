package io.countersign.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import io.countersign.event.DomainEvent;
import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.history.History;
import io.countersign.rejection.Rejection;
import io.countersign.signin.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

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

    @Example
    void whatWasThereBeforeIsWhatAFoldOverTheHistorySays() {
        Map<List<String>, Setting.Value> now = new HashMap<>();
        Map<String, Set<Boolean>> told = new HashMap<>();
        long place = 0;
        Trail.Page page;
        do {
            page = TRAIL.oldest(TrailFilter.ALL, place, END, 300);
            for (TrailEntry entry : page.entries()) {
                place = entry.position();
                for (Setting setting : Settings.of(event(place))) {
                    List<String> field = List.of(setting.object(), setting.field());
                    if (!setting.saysBefore() && !(now.get(field) instanceof Setting.Value.Written)) {
                        assertThat(before(entry, setting))
                                .as("%s of %s", field, entry)
                                .isEqualTo(text(now.get(field)));
                    }
                    now.put(field, setting.after());
                    told.computeIfAbsent(nameless(field), unknown -> new HashSet<>())
                            .add(setting.saysBefore());
                }
            }
        } while (page.more());
        assertThat(told)
                .as("who looks a field up finds every event that sets it only if none of them says it by itself")
                .allSatisfy((field, saysBefore) -> assertThat(saysBefore).hasSize(1));
    }

    private static DomainEvent event(long position) {
        return SERVER.sql()
                .queryForObject(
                        "select " + Stored.COLUMNS + " from log.domain_event_entry where global_index = ?",
                        (row, number) -> Stored.read(row),
                        position)
                .event();
    }

    /** What is no change is not told, and is what it was; what was sealed is not compared. */
    private static String before(TrailEntry entry, Setting setting) {
        return entry.changes().stream()
                .filter(change -> change.object().equals(setting.object())
                        && change.field().equals(setting.field()))
                .findFirst()
                .map(change -> change.before() == null
                        ? "-"
                        : String.valueOf(change.before().text()))
                .orElseGet(() -> text(setting.after()));
    }

    private static String text(Setting.@Nullable Value value) {
        return value instanceof Setting.Value.Plain plain ? plain.text() : value == null ? "-" : "sealed";
    }

    private static String nameless(List<String> field) {
        return field.getFirst().replaceAll("/.*", "") + " " + field.getLast().replaceAll("[./].*", "");
    }

    @Property(tries = 2_000)
    void anyParametersAreAQuestionOrRefused(
            @ForAll("given") String one, @ForAll("given") String other, @ForAll @IntRange(max = 10) int where) {
        String[] given = new String[11];
        given[where] = one;
        given[(where + 3) % 11] = other;
        Reading.orRefusal(
                        () -> new Question(
                                        given[0], given[1], null, given[2], given[3], given[4], given[5], given[6],
                                        given[7], given[8], given[9])
                                .filter(SERVER.part(People.class)),
                        Rejection.class)
                .ifPresent(filter -> assertThat(
                                TRAIL.newest(filter, Long.MAX_VALUE, 3).entries())
                        .hasSizeLessThan(4));
    }

    @Property(tries = 1_000)
    void anyOtherTextIsAPlaceOrRefused(@ForAll("given") String text) {
        Reading.orRefusal(() -> Place.read(text), Rejection.class)
                .ifPresent(place -> assertThat(Place.read(place.toString())).isEqualTo(place));
    }

    @Provide
    Arbitrary<String> given() {
        return Mutations.of(
                        "run,registered-model.created",
                        "approved,veto-lifted",
                        "2026-01-02T03:04:05Z",
                        "brave owl-7",
                        "model-1",
                        "a1zzz",
                        "0198c0de00007000800000000000000a")
                .filter(text -> text.indexOf(0) < 0); // which no request has, by then
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
