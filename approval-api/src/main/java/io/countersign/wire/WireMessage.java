package io.countersign.wire;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/** Turns fields into the record of a message, and says which field is missing or wrong. */
final class WireMessage {

    private WireMessage() {}

    /** @param mapper which kinds of values it takes for others */
    static Object read(ObjectNode fields, Class<?> type, JsonMapper mapper) {
        StorableText.require(fields, "");
        Object message = convert(fields, type, mapper);
        if (type.isRecord()) {
            requireFields(message, type);
        }
        return message;
    }

    private static Object convert(ObjectNode fields, Class<?> type, JsonMapper mapper) {
        try {
            return mapper.treeToValue(fields, type);
        } catch (DatabindException e) {
            throw wrongType(fields, e);
        } catch (JacksonException e) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "The request cannot be read: %s", e.getOriginalMessage());
        }
    }

    private static Rejection wrongType(ObjectNode fields, DatabindException failure) {
        String path = failure.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        String field = path.startsWith(".") ? path.substring(1) : path;
        String first = failure.getPath().isEmpty()
                ? field
                : String.valueOf(failure.getPath().getFirst().getPropertyName());
        JsonNode value = fields.get(first);
        Object shown = value != null && value.isString() ? value.stringValue() : value;
        return Invalid.value(
                field,
                shown,
                " Hint: Value was of type '%s'. See the API docs for more information about request parameters."
                        .formatted(pythonType(value)));
    }

    /** MLflow's server names types as Python does. */
    private static String pythonType(@Nullable JsonNode value) {
        return switch (value == null ? JsonNodeType.MISSING : value.getNodeType()) {
            case STRING -> "str";
            case NUMBER -> value != null && value.isIntegralNumber() ? "int" : "float";
            case BOOLEAN -> "bool";
            case ARRAY -> "list";
            case OBJECT, POJO -> "dict";
            case NULL, MISSING, BINARY -> "NoneType";
        };
    }

    private static void requireFields(Object message, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Required required = component.getAnnotation(Required.class);
            if (required != null && isEmpty(valueOf(component, message)) && !isThere(required.or(), message, type)) {
                throw Invalid.missing(snakeCase(component.getName()));
            }
        }
    }

    /** Whether each part of a record is there. */
    static boolean isWhole(Object read) {
        return Arrays.stream(read.getClass().getRecordComponents())
                .noneMatch(component -> valueOf(component, read) == null);
    }

    private static boolean isThere(String name, Object message, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(other -> other.getName().equals(name) && !isEmpty(valueOf(other, message)));
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || (value instanceof String text && text.isEmpty())
                || (value instanceof Collection<?> list && list.isEmpty());
    }

    private static @Nullable Object valueOf(RecordComponent component, Object message) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
