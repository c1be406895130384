package io.countersign.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Carries a command's metadata to its events: who, how they signed in, in which request, and because of what. */
public final class Provenance implements CorrelationDataProvider {

    /** The subject id of who acts. */
    public static final String ACTOR = "actor";
    /** How the actor signed in: {@code basic}, {@code none}, {@code system}. */
    public static final String AUTHENTICATION = "authentication";
    /** The HTTP request, or run of a command-line tool, that brought the command. */
    public static final String REQUEST = "requestId";
    /** What all messages of one story share; the request unless the caller named one. */
    public static final String CORRELATION = "correlationId";
    /** The id of the message that directly led to this one. */
    public static final String CAUSATION = "causationId";

    private static final List<String> CARRIED = List.of(ACTOR, AUTHENTICATION, REQUEST, CORRELATION);

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        Map<String, Object> carried = new HashMap<>();
        for (String key : CARRIED) {
            Object value = message.getMetaData().get(key);
            if (value != null) {
                carried.put(key, value);
            }
        }
        carried.put(CAUSATION, message.getIdentifier());
        return carried;
    }
}
