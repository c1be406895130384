package io.countersign.decision;

import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.policy.Policy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What exactly somebody would approve who approved a version now. */
@Component
public final class CurrentSubjects {

    private final VersionQueries versions;
    private final CandidateReader candidates;
    private final TransactionTemplate reading;

    CurrentSubjects(VersionQueries versions, CandidateReader candidates, PlatformTransactionManager transactions) {
        this.versions = versions;
        this.candidates = candidates;
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    /**
     * The same for whoever asks: in a transaction, the server reads what there is.
     *
     * @param covering the policies that say what belongs to it
     * @return each fact by name; empty when there is no such version any more
     */
    public Map<String, String> of(String modelId, int version, List<Policy> covering) {
        return Objects.requireNonNull(reading.execute(status -> read(modelId, version, covering)));
    }

    private Map<String, String> read(String modelId, int version, List<Policy> covering) {
        return versions.byKeys(List.of(new VersionView.Key(modelId, version))).stream()
                .findFirst()
                .<Map<String, String>>map(found ->
                        candidates.read(found, covering, new LinkedHashSet<>()).subject())
                .orElse(Map.of());
    }
}
