package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every search must find what a plain evaluation of the same conditions finds, page by page. */
class RunSearchTest {

    private static final List<String> COMPARISONS = List.of("=", "!=", "<", "<=", ">", ">=");
    private static final List<RunRow> RUNS = Runs.all();
    private static final JdbcClient TABLES = tables();

    private static JdbcClient tables() {
        JdbcClient tables = QueryTables.named("run_search");
        Runs.insert(tables, RUNS);
        return tables;
    }

    @Property(tries = 600)
    void findsEachMatchOnceInOrder(
            @ForAll("conditions") @Size(max = 3) List<RunCondition> filter,
            @ForAll("orders") @Size(max = 3) List<RunOrder> orderBy,
            @ForAll("experiments") List<String> experiments,
            @ForAll ViewType viewType,
            @ForAll @IntRange(min = 1, max = 60) int pageSize,
            @ForAll("reaches") Scouting.Reach reach) {
        var request = new RunSearchRequest(
                experiments,
                filter.stream().map(RunCondition::written).collect(Collectors.joining(" AND ")),
                viewType,
                orderBy.stream().map(RunOrder::written).toList(),
                pageSize,
                null);
        assertThat(walk(request, reach)).isEqualTo(expected(filter, orderBy, experiments, viewType));
    }

    @Property(tries = 150)
    void goesOnWithinTiesOfTheFirstKey(
            @ForAll("orders") @Size(min = 1, max = 2) List<RunOrder> more,
            @ForAll ViewType viewType,
            @ForAll @IntRange(min = 1, max = 7) int pageSize) {
        Assume.that(more.stream()
                .noneMatch(order -> order.entity().equals("tags") && order.key().equals("never")));
        var orderBy = Stream.concat(Stream.of(new RunOrder("tags", "never", true)), more.stream())
                .toList();
        var clauses = orderBy.stream().map(RunOrder::written).toList();
        var request = new RunSearchRequest(Runs.EXPERIMENTS, null, viewType, clauses, pageSize, null);
        assertThat(walk(request, Scouting.Reach.USUAL))
                .isEqualTo(expected(List.of(), orderBy, Runs.EXPERIMENTS, viewType));
    }

    @Property(tries = 400)
    void comparesTexts(@ForAll("texts") RunCondition condition, @ForAll("reaches") Scouting.Reach reach) {
        var request =
                new RunSearchRequest(Runs.EXPERIMENTS, condition.written(), ViewType.ALL, List.of(), 50_000, null);
        assertThat(walk(request, reach))
                .isEqualTo(expected(List.of(condition), List.of(), Runs.EXPERIMENTS, ViewType.ALL));
    }

    private static List<String> walk(RunSearchRequest first, Scouting.Reach reach) {
        var found = new ArrayList<String>();
        @Nullable String token = null;
        do {
            var search = RunSearch.compile(after(first, token));
            var page = Searches.search(TABLES, search, reach);
            assertThat(page.ids()).hasSizeLessThanOrEqualTo(first.maxResults());
            assertThat(page.nextPageToken() == null || page.ids().size() == first.maxResults())
                    .isTrue();
            found.addAll(page.ids());
            assertThat(found).hasSizeLessThanOrEqualTo(RUNS.size());
            token = page.nextPageToken();
        } while (token != null);
        return found;
    }

    private static RunSearchRequest after(RunSearchRequest request, @Nullable String token) {
        return new RunSearchRequest(
                request.experimentIds(),
                request.filter(),
                request.viewType(),
                request.orderBy(),
                request.maxResults(),
                token);
    }

    private static List<String> expected(
            List<RunCondition> filter, List<RunOrder> orderBy, List<String> experiments, ViewType viewType) {
        return RUNS.stream()
                .filter(run -> experiments.contains(run.experiment()))
                .filter(run -> viewType == ViewType.ALL || Runs.isDeleted(run) == (viewType == ViewType.DELETED_ONLY))
                .filter(run -> filter.stream().allMatch(condition -> condition.test(run)))
                .sorted(RunOrder.of(orderBy))
                .map(RunRow::id)
                .toList();
    }

    /** With scouts that find few, that find many, and that find more than they can use. */
    @Provide
    Arbitrary<Scouting.Reach> reaches() {
        return Arbitraries.of(Scouting.Reach.USUAL, new Scouting.Reach(-1, 1_000), new Scouting.Reach(-1, -1));
    }

    @Provide
    Arbitrary<List<String>> experiments() {
        return Arbitraries.of(Runs.EXPERIMENTS).list().uniqueElements().ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<RunCondition>> conditions() {
        return Arbitraries.oneOf(
                        onMetrics(),
                        onTexts(),
                        onNullness(),
                        onTextAttributes(),
                        onTimes(),
                        onIds(),
                        onDatasets(),
                        onCommitLists())
                .list();
    }

    @Provide
    Arbitrary<RunCondition> texts() {
        return Arbitraries.oneOf(onTexts(), onTextAttributes(), onDatasets(), onCommitLists());
    }

    @Provide
    Arbitrary<List<RunOrder>> orders() {
        var keyed = Combinators.combine(
                        Arbitraries.of("metrics", "params", "tags"),
                        Arbitraries.of(Runs.KEYS),
                        Arbitraries.of(true, false))
                .as(RunOrder::new);
        var attributes = Combinators.combine(
                        Arbitraries.of(
                                "run_id", "run_name", "user_id", "status", "start_time", "end_time", "git_commit"),
                        Arbitraries.of(true, false))
                .as((name, ascending) -> new RunOrder("", name, ascending));
        return Arbitraries.oneOf(keyed, attributes).list().uniqueElements(order -> order.entity() + "." + order.key());
    }

    private static Arbitrary<RunCondition> onMetrics() {
        var numbers = Arbitraries.of(
                Runs.NUMBERS.stream().filter(number -> !number.isNaN()).toList());
        return Combinators.combine(Arbitraries.of(Runs.KEYS), Arbitraries.of(COMPARISONS), numbers)
                .as((key, operator, number) -> new RunCondition("metrics", key, operator, number));
    }

    private static Arbitrary<RunCondition> onTexts() {
        return Combinators.combine(Arbitraries.of("params", "tags"), Arbitraries.of(Runs.KEYS), textTests())
                .as((entity, key, test) -> new RunCondition(entity, key, test.operator(), test.operand()));
    }

    private static Arbitrary<RunCondition> onNullness() {
        return Combinators.combine(
                        Arbitraries.of("params", "tags"),
                        Arbitraries.of(Runs.KEYS),
                        Arbitraries.of("IS NULL", "IS NOT NULL"))
                .as((entity, key, operator) -> new RunCondition(entity, key, operator, null));
    }

    private static Arbitrary<RunCondition> onTextAttributes() {
        return Combinators.combine(
                        Arbitraries.of("run_name", "user_id", "artifact_uri", "status", "git_commit"), textTests())
                .as((name, test) -> new RunCondition("", name, test.operator(), test.operand()));
    }

    private static Arbitrary<RunCondition> onTimes() {
        return Combinators.combine(
                        Arbitraries.of("start_time", "end_time"),
                        Arbitraries.of(COMPARISONS),
                        Arbitraries.of(-1L, 0L, 7L, 12L, 12.5, 1e300))
                .as((name, operator, time) -> new RunCondition("", name, operator, time));
    }

    private static Arbitrary<RunCondition> onIds() {
        var ids = Arbitraries.of(RUNS.stream().map(RunRow::id).toList())
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
        return Combinators.combine(Arbitraries.of("IN", "NOT IN"), ids)
                .as((operator, some) -> new RunCondition("", "run_id", operator, some));
    }

    private static Arbitrary<RunCondition> onDatasets() {
        var properties = Arbitraries.of("name", "digest", "context");
        return Arbitraries.oneOf(
                Combinators.combine(properties, textTests())
                        .as((name, test) -> new RunCondition("datasets", name, test.operator(), test.operand())),
                Combinators.combine(properties, Arbitraries.of("IN", "NOT IN"), someTexts())
                        .as((name, operator, some) -> new RunCondition("datasets", name, operator, some)));
    }

    private static Arbitrary<RunCondition> onCommitLists() {
        return Combinators.combine(Arbitraries.of("IN", "NOT IN"), someTexts())
                .as((operator, some) -> new RunCondition("", "git_commit", operator, some));
    }

    private static Arbitrary<List<String>> someTexts() {
        var texts = Stream.concat(Runs.TEXTS.stream(), Stream.of("d0", "nope")).toList();
        return Arbitraries.of(texts).list().ofMinSize(1).ofMaxSize(4);
    }

    private record TextTest(String operator, String operand) {}

    private static Arbitrary<TextTest> textTests() {
        var texts =
                Stream.concat(Runs.TEXTS.stream(), Stream.of("FAILED", "nope")).toList();
        var equal = Combinators.combine(Arbitraries.of("=", "!="), Arbitraries.of(texts))
                .as(TextTest::new);
        var like = Combinators.combine(
                        Arbitraries.of("LIKE", "ILIKE"),
                        Arbitraries.of(
                                "%",
                                "", "x", "X%", "%a", "_", "5\\_0", "50\\%", "5_%", "éa", "a\\\\b", "%\\\\%", "%LONG%"))
                .as(TextTest::new);
        return Arbitraries.oneOf(equal, like);
    }
}
