package io.countersign.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the checklist routes. */
final class ChecklistMessages {

    private ChecklistMessages() {}

    record Answers(@Required List<Given> answers) {}

    /** @param answer {@code yes}, {@code no} or {@code n/a} */
    record Given(
            @Nullable String item,
            @Nullable String answer,
            @Nullable String note) {}

    record Checklists(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Checklist> checklists) {}

    record Checklist(String checklist, List<Answer> answers) {

        static Checklist of(String checklist, List<AnswerView> answers) {
            return new Checklist(checklist, answers.stream().map(Answer::of).toList());
        }
    }

    /** @param answeredById the opaque id under which the log knows who answered */
    record Answer(
            String item,
            String answer,
            @Nullable String note,
            String answeredBy,
            String answeredById,
            Instant answeredAt) {

        static Answer of(AnswerView view) {
            return new Answer(
                    view.item(),
                    view.answer(),
                    view.note(),
                    view.answeredBy(),
                    view.answeredById(),
                    Instant.ofEpochMilli(view.answeredAt()));
        }
    }
}
