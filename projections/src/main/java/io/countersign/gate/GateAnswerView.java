package io.countersign.gate;

import java.util.List;

/**
 * What the gate was last known to say of a version in a place.
 *
 * @param reasons their stable codes, the gravest first
 */
public record GateAnswerView(String modelId, String place, int version, GateVerdict verdict, List<String> reasons) {}
