package io.countersign.log;

import io.countersign.Gathering;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Hands events to the handlers that write views, in the order of the events, in the thread and transaction of whoever
 * calls. A handler that fails takes the transaction down with it. Safe for many threads if the handlers are.
 */
public final class EventHandlers implements Consumer<List<? extends EventMessage<?>>> {

    private final EventPlace place;
    private final List<AnnotationEventHandlerAdapter> handlers;
    private final List<Gathering> gathering;
    private final Map<Class<?>, List<AnnotationEventHandlerAdapter>> byType = new ConcurrentHashMap<>();

    /**
     * @param jdbc by which the handlers write
     * @param handlers objects with methods that are marked as event handlers
     */
    public EventHandlers(JdbcTemplate jdbc, List<?> handlers) {
        this.place = new EventPlace(jdbc);
        this.handlers =
                handlers.stream().map(AnnotationEventHandlerAdapter::new).toList();
        this.gathering = handlers.stream()
                .filter(Gathering.class::isInstance)
                .map(Gathering.class::cast)
                .toList();
    }

    @Override
    public void accept(List<? extends EventMessage<?>> events) {
        boolean written = false;
        try {
            events.forEach(this::handle);
            gathering.forEach(Gathering::write);
            written = true;
        } finally {
            if (!written) {
                gathering.forEach(Gathering::discard);
            }
        }
    }

    private void handle(EventMessage<?> event) {
        try {
            place.enter(event);
            for (AnnotationEventHandlerAdapter handler : of(event)) {
                handler.handle(event);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Event " + event.getIdentifier() + " cannot be handled.", e);
        }
    }

    /** Which handlers take an event rests on its type alone. */
    private List<AnnotationEventHandlerAdapter> of(EventMessage<?> event) {
        return byType.computeIfAbsent(event.getPayloadType(), type -> handlers.stream()
                .filter(handler -> handler.canHandle(event))
                .toList());
    }
}
