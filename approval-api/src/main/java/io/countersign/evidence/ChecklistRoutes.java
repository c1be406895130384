package io.countersign.evidence;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.evidence.ChecklistMessages.Checklist;
import io.countersign.evidence.ChecklistMessages.Given;
import io.countersign.modelversion.ChecklistAnswer;
import io.countersign.modelversion.EvidenceLimits;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.past.AsOf;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** What people answered to the items of checklists. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class ChecklistRoutes {

    private static final String CHECKLISTS = "/models/{name}/versions/{version}/checklists";
    private static final String CHECKLIST = CHECKLISTS + "/{checklist}";

    private final Sender sender;
    private final Registry registry;
    private final Idempotency idempotency;
    private final Comments comments;
    private final ChecklistQueries checklists;

    ChecklistRoutes(
            Sender sender, Registry registry, Idempotency idempotency, Comments comments, ChecklistQueries checklists) {
        this.sender = sender;
        this.registry = registry;
        this.idempotency = idempotency;
        this.comments = comments;
        this.checklists = checklists;
    }

    /** Each answer replaces the one that its item had; other items keep theirs. */
    @PutMapping(CHECKLIST)
    @Requires(Operation.ANSWER_CHECKLIST)
    ResponseEntity<String> answer(
            HttpServletRequest http,
            @PathVariable String name,
            @PathVariable String version,
            @PathVariable String checklist,
            @Wire ChecklistMessages.Answers message) {
        VersionId id = registry.versionId(name, version);
        EvidenceLimits.requirePlain(checklist, "checklist");
        return idempotency.send(
                http,
                message,
                new ModelVersionCommand.AnswerChecklist(id, checklist, answers(message.answers()), sender.actor()),
                HttpStatus.OK,
                () -> Checklist.of(checklist, checklists.answers(id, checklist)));
    }

    private List<ChecklistAnswer> answers(List<Given> given) {
        if (given.size() > EvidenceLimits.MAX_ANSWERS) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "There are %d answers; send at most %d at a time.",
                    given.size(),
                    EvidenceLimits.MAX_ANSWERS);
        }
        Set<String> items = new HashSet<>();
        List<ChecklistAnswer> answers = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            ChecklistAnswer answer = answer(given.get(i), "answers[" + i + "].");
            if (!items.add(answer.item())) {
                throw Invalid.value("answers[" + i + "].item", answer.item(), "it is answered twice.");
            }
            answers.add(answer);
        }
        return answers;
    }

    private ChecklistAnswer answer(Given given, String path) {
        return new ChecklistAnswer(
                EvidenceLimits.requireVisible(required(given.item(), path + "item"), path + "item"),
                value(required(given.answer(), path + "answer"), path + "answer"),
                comments.optional(path + "note", given.note()));
    }

    private static String required(@Nullable String value, String parameter) {
        if (value == null || value.isEmpty()) {
            throw Invalid.missing(parameter);
        }
        return value;
    }

    private static ChecklistAnswer.Value value(String given, String parameter) {
        return Arrays.stream(ChecklistAnswer.Value.values())
                .filter(value -> value.label().equals(given))
                .findFirst()
                .orElseThrow(() -> Invalid.value(parameter, given, "use yes, no or n/a."));
    }

    @AsOf
    @GetMapping(CHECKLISTS)
    ChecklistMessages.Checklists all(@PathVariable String name, @PathVariable String version) {
        return new ChecklistMessages.Checklists(checklists.answers(registry.versionId(name, version), null).stream()
                .collect(Collectors.groupingBy(AnswerView::checklist, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> Checklist.of(each.getKey(), each.getValue()))
                .toList());
    }

    @AsOf
    @GetMapping(CHECKLIST)
    Checklist one(@PathVariable String name, @PathVariable String version, @PathVariable String checklist) {
        VersionId id = registry.versionId(name, version);
        List<AnswerView> answers = checklists.answers(id, EvidenceLimits.requirePlain(checklist, "checklist"));
        if (answers.isEmpty()) {
            throw Rejection.of(
                    Reason.CHECKLIST_NOT_FOUND,
                    "Nobody has answered the checklist %s for version %d.",
                    checklist,
                    id.number());
        }
        return Checklist.of(checklist, answers);
    }
}
