package io.countersign.assembly;

import io.countersign.Command;
import io.countersign.accesslog.RecordedAccess;
import io.countersign.attempt.RefusedAttempt;
import io.countersign.delegation.Delegations;
import io.countersign.experiment.Experiment;
import io.countersign.freeze.Withdrawals;
import io.countersign.gate.Deployment;
import io.countersign.gate.GateWatch;
import io.countersign.identity.User;
import io.countersign.log.StreamHeads;
import io.countersign.loggedmodel.LoggedModel;
import io.countersign.modelversion.ModelVersion;
import io.countersign.modelversion.TaggedVersions;
import io.countersign.past.PastRepository;
import io.countersign.past.TimeTravel;
import io.countersign.permission.ObjectPermissions;
import io.countersign.policy.Conditions;
import io.countersign.policy.PolicyBook;
import io.countersign.privacy.Erasure;
import io.countersign.registeredmodel.GovernedVersions;
import io.countersign.registeredmodel.RegisteredModel;
import io.countersign.registeredmodel.VersionTags;
import io.countersign.run.Run;
import io.countersign.thread.RequestThreads;
import io.countersign.webhook.Webhook;
import java.util.function.Supplier;
import org.axonframework.common.caching.Cache;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * The aggregates, each with snapshots. Experiments, runs and logged models, which are written often, are cached; what is governed is
 * read anew for each decision, alone in its queue, so that it never rests on the past.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class AggregatesConfiguration {

    private static final int EVENTS_PER_SNAPSHOT_OF_CACHED = 100;
    private static final int EVENTS_PER_SNAPSHOT = 25; // of what each command reads from the log

    @Bean
    ConfigurerModule aggregates(Cache aggregateCache) {
        return axon -> axon.configureAggregate(cached(Experiment.class, aggregateCache))
                .configureAggregate(cached(Run.class, aggregateCache))
                .configureAggregate(cached(LoggedModel.class, aggregateCache))
                .configureAggregate(snapshotted(RegisteredModel.class, EVENTS_PER_SNAPSHOT))
                .configureAggregate(snapshotted(ModelVersion.class, EVENTS_PER_SNAPSHOT))
                .configureAggregate(snapshotted(GateWatch.class, EVENTS_PER_SNAPSHOT))
                .configureAggregate(snapshotted(RequestThreads.class, EVENTS_PER_SNAPSHOT))
                .configureAggregate(addressed(RefusedAttempt.class))
                .configureAggregate(addressed(RecordedAccess.class))
                .configureAggregate(addressed(PolicyBook.class))
                .configureAggregate(addressed(Delegations.class))
                .configureAggregate(addressed(Erasure.class))
                .configureAggregate(snapshotted(Deployment.class, EVENTS_PER_SNAPSHOT))
                .configureAggregate(addressed(Withdrawals.class))
                .configureAggregate(addressed(ObjectPermissions.class))
                .configureAggregate(addressed(Webhook.class))
                .configureAggregate(addressed(User.class));
    }

    private static <A> AggregateConfigurer<A> cached(Class<A> aggregate, Cache cache) {
        return snapshotted(aggregate, EVENTS_PER_SNAPSHOT_OF_CACHED).configureCache(axon -> cache);
    }

    private static <A> AggregateConfigurer<A> snapshotted(Class<A> aggregate, int events) {
        return addressed(aggregate)
                .configureSnapshotTrigger(axon -> new EventCountSnapshotTriggerDefinition(axon.snapshotter(), events));
    }

    /** Each command says itself which stream it is for; Axon would look for the annotation anew each time. */
    private static <A> AggregateConfigurer<A> addressed(Class<A> aggregate) {
        return AggregateConfigurer.defaultConfiguration(aggregate)
                .configureCommandTargetResolver(axon ->
                        command -> new VersionedAggregateIdentifier(((Command) command.getPayload()).stream(), null));
    }

    @Bean
    GovernedVersions governedVersions(Configuration axon, Conditions conditions, JdbcTemplate jdbc) {
        Supplier<Repository<RegisteredModel>> past = SingletonSupplier.of(() -> new PastRepository<>(
                RegisteredModel.class, axon.eventStore(), axon.parameterResolverFactory(), new StreamHeads(jdbc)));
        return new GovernedVersions(
                () -> TimeTravel.point().isPresent() ? past.get() : axon.repository(RegisteredModel.class), conditions);
    }

    @Bean
    VersionTags versionTags(Configuration axon) {
        return new TaggedVersions(() -> axon.repository(ModelVersion.class));
    }
}
