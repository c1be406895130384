package io.countersign.decision;

import io.countersign.evidence.AnswerView;
import io.countersign.evidence.CheckQueries;
import io.countersign.evidence.ChecklistQueries;
import io.countersign.evidence.EvidenceQueries;
import io.countersign.evidence.EvidenceVerifier;
import io.countersign.evidence.EvidenceView;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.CheckResult;
import io.countersign.policy.ChecklistAnswer;
import io.countersign.policy.Evidence;
import io.countersign.policy.EvidenceRule;
import io.countersign.policy.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads what jobs and people left beside a version. */
@Component
final class DocumentsReader {

    private final CheckQueries checks;
    private final EvidenceQueries evidence;
    private final EvidenceVerifier verifier;
    private final ChecklistQueries checklists;

    DocumentsReader(
            CheckQueries checks, EvidenceQueries evidence, EvidenceVerifier verifier, ChecklistQueries checklists) {
        this.checks = checks;
        this.evidence = evidence;
        this.verifier = verifier;
        this.checklists = checklists;
    }

    List<CheckResult> checksOf(VersionId version) {
        return checks.results(version);
    }

    /** Hashed anew where a policy asks for documents: what is damaged is no evidence. */
    List<Evidence> evidenceOf(VersionId version, List<Policy> asked) {
        boolean wanted = asked.stream()
                .flatMap(policy -> policy.document().rules().stream())
                .anyMatch(EvidenceRule.class::isInstance);
        if (!wanted) {
            return evidence.documents(version);
        }
        Set<String> damaged = damaged(version);
        return evidence.documents(version).stream()
                .filter(document -> !damaged.contains(document.sha256()))
                .toList();
    }

    private Set<String> damaged(VersionId version) {
        try {
            return verifier.damaged(version).stream().map(EvidenceView::sha256).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("The documents of a version cannot be read.", e);
        }
    }

    List<ChecklistAnswer> checklistsOf(VersionId version) {
        return checklists.answers(version, null).stream()
                .map(DocumentsReader::answer)
                .toList();
    }

    private static ChecklistAnswer answer(AnswerView view) {
        return new ChecklistAnswer(
                view.checklist(),
                view.item(),
                view.answer(),
                new SubjectId(view.answeredById()),
                Instant.ofEpochMilli(view.answeredAt()));
    }
}
