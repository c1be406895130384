package io.countersign.log;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads events as if they had been stored in the shape that they have now. What is stored never changes. */
final class EventUpcasters {

    /** A decision used to name the one policy that there was; now it names all that had a say. */
    private static final EventUpcaster ONE_POLICY_TO_MANY = new EventUpcasterChain(Stream.of(
                    "registered-model.transition-requested",
                    "registered-model.transition-rejected",
                    "registered-model.transition-approved",
                    "registered-model.stage-changed")
            .map(type -> new JsonUpcaster(type, 1, EventUpcasters::policyInAList))
            .toList());

    private EventUpcasters() {}

    static EventUpcaster all() {
        return ONE_POLICY_TO_MANY;
    }

    private static void policyInAList(ObjectNode event) {
        JsonNode policy = event.remove("policy");
        event.putArray("policies").add(policy);
    }

    /** From one revision of one type to the next. */
    private static final class JsonUpcaster extends SingleEventUpcaster {

        private final SimpleSerializedType from;
        private final SimpleSerializedType to;
        private final Consumer<ObjectNode> change;

        JsonUpcaster(String type, int from, Consumer<ObjectNode> change) {
            this.from = new SimpleSerializedType(type, Integer.toString(from));
            this.to = new SimpleSerializedType(type, Integer.toString(from + 1));
            this.change = change;
        }

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation stored) {
            return stored.getType().equals(from);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation stored) {
            return stored.upcastPayload(to, ObjectNode.class, event -> {
                change.accept(event);
                return event;
            });
        }
    }
}
