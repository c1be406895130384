package io.countersign.decision;

import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.policy.Policy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What exactly somebody would approve who approved a version now. */
@Component
public final class CurrentSubjects {

    private final VersionQueries versions;
    private final CandidateReader candidates;

    CurrentSubjects(VersionQueries versions, CandidateReader candidates) {
        this.versions = versions;
        this.candidates = candidates;
    }

    /**
     * @param covering the policies that say what belongs to it
     * @return each fact by name; empty when there is no such version any more
     */
    public Map<String, String> of(String modelId, int version, List<Policy> covering) {
        return versions.byKeys(List.of(new VersionView.Key(modelId, version))).stream()
                .findFirst()
                .<Map<String, String>>map(found ->
                        candidates.read(found, covering, new LinkedHashSet<>()).subject())
                .orElse(Map.of());
    }
}
