package io.countersign.experiment;

import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The directory of experiments in {@code ops.experiments}. */
public final class ExperimentTable implements ExperimentDirectory {

    private final JdbcClient jdbc;

    public ExperimentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Imported experiments have numbers that were not drawn here: those are passed over. */
    @Override
    public ExperimentId nextId() {
        while (true) {
            ExperimentId drawn = new ExperimentId(jdbc.sql("select nextval('ops.experiment_ids')::text")
                    .query(String.class)
                    .single());
            if (lifecycle(drawn).isEmpty()) {
                return drawn;
            }
        }
    }

    @Override
    public boolean reserve(String name, ExperimentId experiment) {
        return jdbc.sql("insert into ops.experiments (experiment_id, name) values (?, ?) on conflict do nothing")
                        .params(experiment.value(), name)
                        .update()
                == 1;
    }

    /** Where two take the same name at once, the second hits the unique constraint and decides once more. */
    @Override
    public boolean rename(ExperimentId experiment, String name) {
        return jdbc.sql("""
                        update ops.experiments set name = :name where experiment_id = :id
                        and not exists (select from ops.experiments where name = :name)""").param("name", name).param("id", experiment.value()).update() == 1;
    }

    @Override
    public void recordLifecycle(ExperimentId experiment, Lifecycle lifecycle) {
        jdbc.sql("update ops.experiments set deleted = ?, restorations = ? where experiment_id = ?")
                .params(lifecycle.deleted(), lifecycle.restorations(), experiment.value())
                .update();
        CurrentUnitOfWork.ifStarted(work -> work.root().resources().remove(resource(experiment)));
    }

    /** Read once for all that is decided in one transaction. */
    @Override
    public Optional<Lifecycle> lifecycle(ExperimentId experiment) {
        return CurrentUnitOfWork.isStarted()
                ? CurrentUnitOfWork.get().root().getOrComputeResource(resource(experiment), key -> read(experiment))
                : read(experiment);
    }

    private Optional<Lifecycle> read(ExperimentId experiment) {
        return jdbc.sql("select deleted, restorations from ops.experiments where experiment_id = ?")
                .param(experiment.value())
                .query((row, number) -> new Lifecycle(row.getBoolean(1), row.getInt(2)))
                .optional();
    }

    private static String resource(ExperimentId experiment) {
        return ExperimentTable.class.getName() + "/" + experiment;
    }
}
