package io.countersign.log;

import static io.countersign.event.EventMetadata.ACTOR;
import static io.countersign.event.EventMetadata.AUTHENTICATED_AT;
import static io.countersign.event.EventMetadata.AUTHENTICATION;
import static io.countersign.event.EventMetadata.AUTHENTICATION_CONTEXT;
import static io.countersign.event.EventMetadata.AUTHENTICATION_METHODS;
import static io.countersign.event.EventMetadata.CAUSATION;
import static io.countersign.event.EventMetadata.CORRELATION;
import static io.countersign.event.EventMetadata.CREDENTIAL;
import static io.countersign.event.EventMetadata.REQUEST;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Carries a command's metadata to its events, and nothing beside what the log promises to hold. */
public final class Provenance implements CorrelationDataProvider {

    private static final List<String> CARRIED = List.of(
            ACTOR,
            AUTHENTICATION,
            CREDENTIAL,
            AUTHENTICATED_AT,
            AUTHENTICATION_CONTEXT,
            AUTHENTICATION_METHODS,
            REQUEST,
            CORRELATION);

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
