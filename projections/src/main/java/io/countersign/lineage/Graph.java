package io.countersign.lineage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a thing rests on or what rests on it, as far as was asked.
 *
 * @param depths how many steps each thing is away from the one that was asked for, the nearest first
 * @param cut why there is more than this; null when this is all
 */
public record Graph(
        Map<String, Integer> depths,
        List<EdgeView> edges,
        @Nullable Cut cut) {

    /** The keys of all things in it. */
    public Set<String> keys() {
        return new LinkedHashSet<>(depths.keySet());
    }

    /**
     * Where the graph was cut off.
     *
     * @param depth up to which it is complete
     */
    public record Cut(By by, int depth) {}

    /** By what. */
    public enum By {
        DEPTH,
        NODES
    }
}
