package io.countersign.decision;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Party;
import io.countersign.policy.VersionFacts;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version as policies look at it.
 *
 * @param facts null when there is no version
 * @param parties who made it, ran it and changed it last
 * @param subject what exactly somebody approves who approves it, each fact by name
 */
record Candidate(@Nullable VersionFacts facts, Map<Party, Set<SubjectId>> parties, SortedMap<String, String> subject) {

    static final Candidate NONE = new Candidate(null, Map.of(), new TreeMap<>());
}
