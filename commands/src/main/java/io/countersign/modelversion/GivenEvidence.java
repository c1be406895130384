package io.countersign.modelversion;

import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents that stand for one version. The same bytes may be put forward by several people, each of whom vouches for
 * them.
 */
final class GivenEvidence {

    private final List<Document> documents = new ArrayList<>();

    private record Document(String slot, String sha256, SubjectId producer, String mediaType, String name) {

        boolean is(String otherSlot, String otherSha256) {
            return slot.equals(otherSlot) && sha256.equals(otherSha256);
        }
    }

    /**
     * @return false when the same person gave it before
     * @throws Rejection when they gave it as something else
     */
    boolean isNewsTo(ModelVersionCommand.GiveEvidence given) {
        for (Document document : documents) {
            if (document.is(given.slot(), given.sha256()) && given.actor().is(document.producer())) {
                requireSame(document, given);
                return false;
            }
        }
        return true;
    }

    private static void requireSame(Document document, ModelVersionCommand.GiveEvidence given) {
        if (!document.mediaType().equals(given.mediaType()) || !document.name().equals(given.name())) {
            throw Rejection.of(
                    Reason.EVIDENCE_EXISTS,
                    "You gave these bytes for %s before, as %s, %s, and not as %s, %s; withdraw that first.",
                    given.slot(),
                    document.name(),
                    document.mediaType(),
                    given.name(),
                    given.mediaType());
        }
    }

    /**
     * @return whose documents are withdrawn: the actor's own, or everybody's when an admin does it
     * @throws Rejection when there is none, or it is another's
     */
    List<SubjectId> withdrawnBy(ModelVersionCommand.WithdrawEvidence command) {
        List<SubjectId> producers = documents.stream()
                .filter(document -> document.is(command.slot(), command.sha256()))
                .map(Document::producer)
                .toList();
        if (producers.isEmpty()) {
            throw command.notFound();
        }
        if (command.actor().has(Role.ADMIN)) {
            return producers;
        }
        if (producers.stream().noneMatch(command.actor()::is)) {
            throw Rejection.of(Reason.NOT_THE_PRODUCER, "Evidence is withdrawn by who gave it, or by an admin.");
        }
        return List.of(command.actor().subject());
    }

    void on(ModelVersionEvent.EvidenceGiven event) {
        documents.add(new Document(event.slot(), event.sha256(), event.producer(), event.mediaType(), event.name()));
    }

    void on(ModelVersionEvent.EvidenceWithdrawn event) {
        documents.removeIf(document ->
                document.is(event.slot(), event.sha256()) && document.producer().equals(event.producer()));
    }
}
