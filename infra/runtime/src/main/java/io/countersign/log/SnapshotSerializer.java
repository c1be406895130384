package io.countersign.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** Stores aggregates as the JSON of their fields, so that they need neither getters nor annotations. */
final class SnapshotSerializer {

    private SnapshotSerializer() {}

    static Serializer create() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(
                        json -> json.addModule(new IdentifierJson()).changeDefaultVisibility(visibility -> visibility
                                .withFieldVisibility(Visibility.ANY)
                                .withGetterVisibility(Visibility.NONE)
                                .withIsGetterVisibility(Visibility.NONE)
                                .withCreatorVisibility(Visibility.ANY)))
                .build();
    }
}
