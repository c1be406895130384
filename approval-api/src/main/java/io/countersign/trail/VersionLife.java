package io.countersign.trail;

import io.countersign.event.Recorded;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.trail.LifeMessages.Teller;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was put forward and said beside a version. */
final class VersionLife {

    private VersionLife() {}

    static Stream<LifeMessage.Paper> papers(Recorded recorded, Teller teller) {
        return switch (recorded.event()) {
            case ModelVersionEvent.EvidenceGiven e ->
                Stream.of(paper("given", e.version().number(), e.slot(), e.sha256(), recorded, teller));
            case ModelVersionEvent.EvidenceWithdrawn e ->
                Stream.of(paper("withdrawn", e.version().number(), e.slot(), e.sha256(), recorded, teller));
            default -> Stream.empty();
        };
    }

    private static LifeMessage.Paper paper(
            String what, int version, String slot, String sha256, Recorded recorded, Teller teller) {
        return new LifeMessage.Paper(
                what, version, slot, sha256, recorded.at(), teller.by(recorded), teller.byId(recorded));
    }

    static Stream<LifeMessage.Check> checks(Recorded recorded, Teller teller) {
        return recorded.event() instanceof ModelVersionEvent.CheckReported e
                ? Stream.of(new LifeMessage.Check(
                        e.version().number(),
                        e.check(),
                        e.externalId(),
                        e.state().name().toLowerCase(Locale.ROOT),
                        recorded.at(),
                        teller.by(recorded),
                        teller.byId(recorded),
                        teller.text(e.summary())))
                : Stream.empty();
    }

    static Stream<LifeMessage.Answer> answers(Recorded recorded, Teller teller) {
        return recorded.event() instanceof ModelVersionEvent.ChecklistAnswered e
                ? e.answers().stream()
                        .map(answer -> new LifeMessage.Answer(
                                e.version().number(),
                                e.checklist(),
                                answer.item(),
                                answer.answer().label(),
                                teller.text(answer.note()),
                                recorded.at(),
                                teller.by(recorded),
                                teller.byId(recorded)))
                : Stream.empty();
    }

    static Stream<LifeMessage.Comment> comments(Recorded recorded, Teller teller) {
        return switch (recorded.event()) {
            case ModelVersionEvent.CommentAdded e ->
                Stream.of(comment(
                        "added", e.version().number(), e.comment().value(), teller.text(e.text()), recorded, teller));
            case ModelVersionEvent.CommentEdited e ->
                Stream.of(comment(
                        "edited", e.version().number(), e.comment().value(), teller.text(e.text()), recorded, teller));
            case ModelVersionEvent.CommentDeleted e ->
                Stream.of(comment("deleted", e.version().number(), e.comment().value(), null, recorded, teller));
            default -> Stream.empty();
        };
    }

    private static LifeMessage.Comment comment(
            String what, int version, String id, @Nullable String text, Recorded recorded, Teller teller) {
        return new LifeMessage.Comment(
                what, version, id, text, recorded.at(), teller.by(recorded), teller.byId(recorded));
    }
}
