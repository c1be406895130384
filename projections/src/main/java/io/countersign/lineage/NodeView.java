package io.countersign.lineage;

import java.util.Map;

/**
 * A thing in the words of now.
 *
 * @param label by which people know it
 * @param there whether the registry or the tracking has it now; what is only spoken of, as datasets are, always is
 */
public record NodeView(LineageNode node, String label, Map<String, String> attributes, boolean there) {}
