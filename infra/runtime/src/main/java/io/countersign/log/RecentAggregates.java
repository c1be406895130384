package io.countersign.log;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Loads what was written last into the cache after a start, and with it the code that loads. Who goes on with a long run
 * then does not wait until its history has been read.
 */
public final class RecentAggregates {

    private static final Logger LOG = LoggerFactory.getLogger(RecentAggregates.class);
    private static final int EVENTS = 2_000;
    private static final int STREAMS = 100;

    private final JdbcTemplate jdbc;
    private final Configuration axon;

    RecentAggregates(JdbcTemplate jdbc, Configuration axon) {
        this.jdbc = jdbc;
        this.axon = axon;
    }

    private record Stream(String type, String identifier) {}

    /** Returns when all are loaded; what cannot be loaded is told to whoever asks for it later. */
    public void load() {
        try {
            Map<String, Repository<?>> repositories = axon.findModules(AggregateConfiguration.class).stream()
                    .map(each -> (AggregateConfiguration<?>) each)
                    .collect(Collectors.toMap(
                            each -> each.aggregateType().getSimpleName(), AggregateConfiguration::repository));
            for (Stream stream : recent()) {
                Repository<?> repository = repositories.get(stream.type());
                if (repository != null) {
                    load(stream.identifier(), repository);
                }
            }
        } catch (RuntimeException e) {
            LOG.debug("The aggregates that were used last could not be loaded ahead.", e);
        }
    }

    private List<Stream> recent() {
        return jdbc.query("""
                select type, aggregate_identifier from (
                    select type, aggregate_identifier, global_index from log.domain_event_entry
                    order by global_index desc limit ?) recent
                group by type, aggregate_identifier order by max(global_index) desc limit ?""", (row, number) -> new Stream(row.getString(1), row.getString(2)), EVENTS, STREAMS);
    }

    /** In a unit of work that changes nothing, at whose end the aggregate goes into the cache. */
    private static void load(String identifier, Repository<?> repository) {
        try {
            DefaultUnitOfWork.startAndGet(null)
                    .executeWithResult(() -> repository.load(identifier).invoke(Function.identity()));
        } catch (Exception e) {
            LOG.debug("{} could not be loaded ahead.", identifier, e);
        }
    }
}
