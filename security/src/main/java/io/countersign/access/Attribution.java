package io.countersign.access;

import io.countersign.identity.Actor;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes another {@link Actor} where a command, a record, has its own. */
final class Attribution {

    private Attribution() {}

    static Object to(Actor actor, Object command) {
        RecordComponent[] components = command.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> component.getType() == Actor.class ? actor : valueOf(component, command))
                .toArray();
        try {
            Constructor<?> constructor = command.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Object command) {
        try {
            return component.getAccessor().invoke(command);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
