package io.countersign.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;

/**
 * Stores aggregates as the JSON of their fields, so that they need neither getters nor annotations. What was stored is
 * read back in full or not at all: a snapshot without some of its fields would decide wrongly.
 */
final class SnapshotSerializer {

    private SnapshotSerializer() {}

    static Serializer create() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(json -> json.addModule(new IdentifierJson())
                        .addModule(new SealedFamilies())
                        .changeDefaultVisibility(visibility -> visibility
                                .withFieldVisibility(Visibility.ANY)
                                .withGetterVisibility(Visibility.NONE)
                                .withIsGetterVisibility(Visibility.NONE)
                                .withCreatorVisibility(Visibility.NONE)) // constructors handle commands
                        .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                .build();
    }
}
