package io.countersign.registeredmodel;

import io.countersign.Command;
import io.countersign.MissingStreams;
import io.countersign.modelversion.ModelVersion;
import io.countersign.modelversion.TaggedVersions;
import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/** The aggregates of the registry over a log in memory. Models live on between commands, as on a server with a cache. */
final class RegistryInMemory {

    private final EventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final ParameterResolverFactory parts = MultiParameterResolverFactory.ordered(
            new SimpleResourceParameterResolverFactory(List.of(
                    new NamesInMemory(),
                    Facts.NO_CONDITIONS,
                    new TaggedVersions(this::versions),
                    new GovernedVersions(this::models, Facts.NO_CONDITIONS))),
            ClasspathParameterResolverFactory.forClass(RegistryInMemory.class));
    private final Repository<RegisteredModel> models = repository(RegisteredModel.class, new Kept());
    private final Repository<ModelVersion> versions = repository(ModelVersion.class, new Kept());
    private final List<Object> events = new ArrayList<>();

    RegistryInMemory() {
        bus.registerHandlerInterceptor(new MissingStreams());
        handlersOf(RegisteredModel.class, models);
        handlersOf(ModelVersion.class, versions);
        log.subscribe(
                messages -> messages.stream().map(EventMessage::getPayload).forEach(events::add));
    }

    /** @return why the command was refused; empty when it was not */
    Optional<Rejection> send(Command command) {
        List<CommandResultMessage<?>> results = new ArrayList<>();
        bus.dispatch(GenericCommandMessage.asCommandMessage(command), (sent, result) -> results.add(result));
        return results.getFirst().optionalExceptionResult().map(Rejection.class::cast);
    }

    /** Everything that happened, in order. */
    List<Object> events() {
        return List.copyOf(events);
    }

    /** Looks at a model as it lives on since the commands that it decided. */
    <R> @Nullable R living(ModelId model, Function<RegisteredModel, R> look) {
        return look(models, model, look);
    }

    /** Looks at a model as the log alone tells it. */
    <R> @Nullable R replayed(ModelId model, Function<RegisteredModel, R> look) {
        return look(repository(RegisteredModel.class, null), model, look);
    }

    private static <R> @Nullable R look(
            Repository<RegisteredModel> models, ModelId model, Function<RegisteredModel, R> look) {
        return DefaultUnitOfWork.startAndGet(null)
                .executeWithResult(() -> models.load(model.stream()).invoke(look))
                .getPayload();
    }

    private Repository<RegisteredModel> models() {
        return models;
    }

    private Repository<ModelVersion> versions() {
        return versions;
    }

    private <A> void handlersOf(Class<A> type, Repository<A> repository) {
        AggregateAnnotationCommandHandler.<A>builder()
                .aggregateType(type)
                .repository(repository)
                .parameterResolverFactory(parts)
                .build()
                .subscribe(bus);
    }

    private <A> Repository<A> repository(Class<A> type, @Nullable Cache cache) {
        EventSourcingRepository.Builder<A> repository =
                EventSourcingRepository.builder(type).eventStore(log).parameterResolverFactory(parts);
        return cache == null ? repository.build() : repository.cache(cache).build();
    }

    /** Never forgets, unless told to. */
    private static final class Kept implements Cache {
        private final Map<Object, Object> entries = new HashMap<>();

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <K, V> @Nullable V get(K key) {
            return (V) entries.get(key);
        }

        @Override
        public void put(Object key, Object value) {
            entries.put(key, value);
        }

        @Override
        public boolean putIfAbsent(Object key, Object value) {
            return entries.putIfAbsent(key, value) == null;
        }

        @Override
        public boolean remove(Object key) {
            return entries.remove(key) != null;
        }

        @Override
        public void removeAll() {
            entries.clear();
        }

        @Override
        public boolean containsKey(Object key) {
            return entries.containsKey(key);
        }

        @Override
        public Registration registerCacheEntryListener(EntryListener listener) {
            return () -> true;
        }
    }
}
