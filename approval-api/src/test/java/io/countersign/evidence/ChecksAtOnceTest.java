package io.countersign.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.AtOnce;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.identity.Person;
import io.countersign.log.StoredEvents;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.CheckResult;
import io.countersign.rejection.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many CI jobs say something of the same check in the same moment, to two servers. */
class ChecksAtOnceTest {

    private static final int JOBS = 16;

    @AutoClose
    private static final InProcessServer HERE = InProcessServer.onAnEmptyDatabase();

    @AutoClose
    private static final InProcessServer THERE = InProcessServer.on(HERE.database());

    private final VersionId version = Workshop.on(HERE).aVersion();

    @Test
    void theSameReportManyTimesIsOneEvent() throws InterruptedException {
        Person ci = Person.contributor();

        List<AtOnce.Answer> answers = byMany(job -> report(ci, CheckResult.State.PASSED));

        assertThat(answers).allMatch(AtOnce.Answer::succeeded);
        assertThat(answers).extracting(AtOnce.Answer::value).containsOnlyOnce(true);
        assertThat(answers)
                .filteredOn(answer -> Boolean.FALSE.equals(answer.value()))
                .hasSize(JOBS - 1);
        assertThat(reports()).isOne();
    }

    @Test
    void ofManyReportersOneHasTheJob() throws InterruptedException {
        List<AtOnce.Answer> answers = byMany(job -> report(Person.contributor(), CheckResult.State.RUNNING));

        assertThat(answers).filteredOn(AtOnce.Answer::succeeded).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.refusedFor(Reason.NOT_THE_REPORTER))
                .hasSize(JOBS - 1);
        assertThat(reports()).isOne();
    }

    @Test
    void aJobThatPassedAndFailedAtOnceDidOneOfThem() throws InterruptedException {
        Person ci = Person.contributor();

        List<AtOnce.Answer> answers =
                byMany(job -> report(ci, job < JOBS / 2 ? CheckResult.State.PASSED : CheckResult.State.FAILED));

        assertThat(answers).filteredOn(AtOnce.Answer::succeeded).hasSize(JOBS / 2);
        assertThat(answers)
                .filteredOn(answer -> answer.refusedFor(Reason.CHECK_MOVED_ON))
                .hasSize(JOBS / 2);
        assertThat(reports()).isOne();
    }

    /** Who says something, and what. */
    private record Report(Person by, ModelVersionCommand.ReportCheck what) {}

    private Report report(Person by, CheckResult.State state) {
        return new Report(
                by, new ModelVersionCommand.ReportCheck(version, "tests", "4711", state, null, null, null, by.actor()));
    }

    /** Half of them to either server. */
    private static List<AtOnce.Answer> byMany(IntFunction<Report> reports) throws InterruptedException {
        List<Callable<?>> tasks = new ArrayList<>();
        for (int job = 0; job < JOBS; job++) {
            Report report = reports.apply(job);
            InProcessServer server = job / 2 % 2 == 0 ? HERE : THERE;
            tasks.add(() -> server.send(report.by(), report.what()));
        }
        return AtOnce.all(tasks);
    }

    private long reports() {
        return StoredEvents.of(HERE).of(version.stream()).stream()
                .filter(event -> event.type().equals("model-version.check-reported"))
                .count();
    }
}
