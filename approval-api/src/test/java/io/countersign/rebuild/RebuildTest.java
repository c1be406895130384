package io.countersign.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.AtOnce;
import io.countersign.assembly.InProcessServer;
import io.countersign.event.EventType;
import io.countersign.history.History;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code -Dhistory.seed=} makes up another history. */
class RebuildTest {

    private static final long SEED = Long.getLong("history.seed", 20_260_101);

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private static final JdbcTemplate SQL = SERVER.ownersSql();

    private final Rebuild rebuild = InProcessServer.rebuildOf(SERVER.database());

    @BeforeAll
    static void aHistory() {
        History.write(SERVER, SEED);
    }

    @Test
    void theHistoryHasEveryTypeOfEvent() {
        List<String> types = EventType.all().stream().map(EventType::name).toList();
        assertThat(SQL.queryForList("select distinct payload_type from log.domain_event_entry", String.class))
                .as("types in the history of seed %d", SEED)
                .containsAll(types);
    }

    @Test
    void everyTableHasTheSameRowsAfterwards() {
        ViewRows before = ViewRows.of(SERVER);
        before.requireSomeInEachTable();

        assertThat(differences()).isEmpty();
        rebuild.replace(done -> {});

        before.requireSame(ViewRows.of(SERVER));
        assertThat(differences()).isEmpty();
    }

    @Test
    void itTellsHowFarItIs() {
        List<Long> told = new java.util.ArrayList<>();

        rebuild.replace(told::add);

        assertThat(told).isSorted().endsWith(rebuild.events());
    }

    @Test
    void aRowThatIsMissingIsFoundInWhicheverTable() {
        ViewRows before = ViewRows.of(SERVER);
        List<String> tables = ViewRows.tables(SQL);
        tables.forEach(table -> assertThat(SQL.update(
                        "delete from views.%1$s where ctid = (select min(ctid) from views.%1$s)".formatted(table)))
                .isEqualTo(1));

        assertThat(differences())
                .extracting(difference -> difference.replaceFirst(":.*", ""))
                .containsExactlyElementsOf(new TreeSet<>(tables));
        rebuild.replace(done -> {});

        before.requireSame(ViewRows.of(SERVER));
    }

    @Test
    void aValueThatWasChangedByHandIsFoundAndHealed() {
        ViewRows before = ViewRows.of(SERVER);
        SQL.update("update views.model_versions set stage = 'Production' where ctid ="
                + " (select min(ctid) from views.model_versions where stage <> 'Production')");

        assertThat(differences()).singleElement().asString().startsWith("model_versions: ");
        rebuild.replace(done -> {});

        before.requireSame(ViewRows.of(SERVER));
    }

    @Test
    void viewsOfAnotherReleaseAreNotTakenForTheseAndNeitherAreNone() {
        assertThat(rebuild.isNeeded()).isFalse();
        SQL.execute("comment on schema views is 'of another release'");
        assertThat(rebuild.isNeeded()).isTrue();
        SQL.execute("drop schema views cascade");
        assertThat(rebuild.isNeeded()).isTrue();

        rebuild.replace(done -> {});

        assertThat(rebuild.isNeeded()).isFalse();
    }

    @Test
    void ofServersThatStartTogetherOneRebuildsAndTheOthersWait() throws InterruptedException {
        SQL.execute("comment on schema views is 'of another release'");
        AtomicInteger replays = new AtomicInteger();
        List<Callable<?>> starts = Collections.nCopies(3, () -> {
            AtomicBoolean replayed = new AtomicBoolean();
            InProcessServer.rebuildOf(SERVER.database()).replaceIfNeeded(done -> replayed.set(true));
            assertThat(rebuild.isNeeded()).isFalse();
            return replayed.get() ? replays.incrementAndGet() : 0;
        });

        assertThat(AtOnce.all(starts)).allMatch(AtOnce.Answer::succeeded);

        assertThat(replays).hasValue(1);
    }

    private List<String> differences() {
        return rebuild.compare(done -> {});
    }
}
