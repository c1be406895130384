package io.countersign.log;

import io.countersign.Identifier;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.module.SimpleModule;

/** Writes {@link Identifier}s as their bare value, and reads them back. */
final class IdentifierJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    IdentifierJson() {
        super("identifiers");
        addSerializer(Identifier.class, new Writer());
        addKeySerializer(Identifier.class, new KeyWriter());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new Readers());
        context.addKeyDeserializers((type, config, description) ->
                isIdentifier(type.getRawClass()) ? new KeyReader(type.getRawClass()) : null);
    }

    private static boolean isIdentifier(Class<?> type) {
        return Identifier.class.isAssignableFrom(type) && type.isRecord();
    }

    private static Object create(Class<?> type, String value) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(String.class);
            return constructor.newInstance(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a record of one string.", e);
        }
    }

    private static final class Writer extends ValueSerializer<Identifier> {
        @Override
        public void serialize(Identifier id, JsonGenerator json, SerializationContext context) {
            json.writeString(id.value());
        }
    }

    private static final class KeyWriter extends ValueSerializer<Identifier> {
        @Override
        public void serialize(Identifier id, JsonGenerator json, SerializationContext context) {
            json.writeName(id.value());
        }
    }

    private static final class Readers extends Deserializers.Base {
        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return isIdentifier(type.getRawClass()) ? new Reader(type.getRawClass()) : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> valueType) {
            return isIdentifier(valueType);
        }
    }

    private static final class Reader extends ValueDeserializer<Object> {
        private final Class<?> type;

        Reader(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            return create(type, json.getString());
        }
    }

    private static final class KeyReader extends KeyDeserializer {
        private final Class<?> type;

        KeyReader(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return create(type, key);
        }
    }
}
