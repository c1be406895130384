package io.countersign.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;

/** What expressions may name, and of which type it is. */
final class CelTypes implements CelTypeProvider {

    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TEXTS = MapType.create(TEXT, TEXT);
    private static final StructType MODEL = type("Model", ImmutableMap.of("name", TEXT, "tags", TEXTS, "tier", TEXT));
    private static final StructType CHANGE = type(
            "Change",
            ImmutableMap.of(
                    "kind", TEXT,
                    "from", TEXT,
                    "to", TEXT,
                    "version", SimpleType.INT,
                    "previous", SimpleType.INT,
                    "alias", TEXT,
                    "key", TEXT));
    private static final StructType VERSION = type(
            "Version",
            ImmutableMap.of(
                    "number",
                    SimpleType.INT,
                    "version",
                    SimpleType.INT,
                    "tags",
                    TEXTS,
                    "params",
                    TEXTS,
                    "metrics",
                    MapType.create(TEXT, SimpleType.DOUBLE)));
    private static final StructType CHECK =
            type("Check", ImmutableMap.of("name", TEXT, "state", TEXT, "reporter", TEXT, "at", SimpleType.TIMESTAMP));
    private static final StructType APPROVAL = type(
            "Approval",
            ImmutableMap.of("by", TEXT, "groups", ListType.create(TEXT), "at", SimpleType.TIMESTAMP, "meaning", TEXT));

    private static final ImmutableList<CelType> STRUCTS = ImmutableList.of(MODEL, CHANGE, VERSION, CHECK, APPROVAL);

    static final Map<String, CelType> VARIABLES = Map.of(
            "model",
            MODEL,
            "change",
            CHANGE,
            "version",
            VERSION,
            "champion",
            VERSION,
            "checks",
            ListType.create(CHECK),
            "approvals",
            ListType.create(APPROVAL),
            "requesters",
            ListType.create(TEXT),
            "now",
            SimpleType.TIMESTAMP);

    private static StructType type(String name, ImmutableMap<String, CelType> fields) {
        return StructType.create(name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return STRUCTS;
    }

    @Override
    public Optional<CelType> findType(String name) {
        return STRUCTS.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
