package io.countersign.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.evidence.Lab.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ChecklistRoutesTest {

    @AutoClose
    private final Lab lab = new Lab();

    private Caller ann;
    private Caller bob;
    private Caller viewer;
    private Version version;

    @BeforeAll
    void theyAreHired() {
        ann = lab.hire("ann", "contributor");
        bob = lab.hire("bob", "reviewer");
        viewer = lab.hire("vera", "viewer");
    }

    @BeforeEach
    void aVersion() {
        version = lab.aVersion(ann);
    }

    @Test
    void anAnswerReplacesTheFormerOneOfItsItemAlone() {
        answer(ann, answers("bias-reviewed", "no", "limits", "yes"));
        Answer second = answer(
                bob,
                Map.of(
                        "answers",
                        List.of(Map.of("item", "bias-reviewed", "answer", "n/a", "note", "no people in it"))));

        assertThat(second.status()).as(second.text()).isEqualTo(200);
        JsonNode read = viewer.get(version.path() + "/checklists/fairness");
        assertThat(read).isEqualTo(second.json());
        assertThat(shown(read)).containsExactly("bias-reviewed n/a bob no people in it", "limits yes ann -");
        assertThat(viewer.get(version.path() + "/checklists").at("/checklists/0"))
                .isEqualTo(read);
        assertThat(lab.server().part(ChecklistQueries.class).answers(lab.idOf(version), "fairness"))
                .extracting(AnswerView::answer)
                .containsExactly("n/a", "yes");
    }

    @Test
    void aRequestWithItsKeyIsAnsweredOnce() {
        String body = "{\"answers\": [{\"item\": \"limits\", \"answer\": \"yes\"}]}";
        Answer first = keyed(body);
        Answer second = keyed(body);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    private Answer keyed(String body) {
        return ann.ask(
                "PUT",
                version.path() + "/checklists/fairness",
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                version.model());
    }

    @Test
    void aChecklistThatNobodyAnsweredIsNotFound() {
        Answer answer = Lab.get(viewer, version.path() + "/checklists/fairness");
        refused(404, "checklist-not-found", "fairness", answer);
        assertThat(viewer.get(version.path() + "/checklists").get("checklists").size())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "bias, maybe, 'yes, no or n/a'",
        "bias, YES, 'yes, no or n/a'",
        "bias, '', 'answers[0].answer'",
        "'', yes, 'answers[0].item'",
        "' bias', yes, visible"
    })
    void badAnswersAreNamed(String item, String answer, String words) {
        refused(400, null, words, answer(ann, answers(item, answer)));
    }

    @Test
    void badListsAreNamed() {
        refused(400, "parameter-missing", "answers", answer(ann, Map.of()));
        refused(400, "parameter-missing", "answers", answer(ann, Map.of("answers", List.of())));
        refused(400, "parameter-invalid", "twice", answer(ann, answers("bias", "yes", "bias", "no")));
        refused(400, "parameter-invalid", "answers", answer(ann, Map.of("answers", "yes")));
        refused(400, "parameter-invalid", "answers", answer(ann, Map.of("answers", Collections.singletonList(null))));
        refused(
                400,
                "parameter-invalid",
                "at most 500",
                answer(ann, Map.of("answers", Collections.nCopies(501, Map.of("item", "a", "answer", "yes")))));
        refused(
                400,
                "parameter-invalid",
                "'checklist'",
                Lab.json(ann, "PUT", version.path() + "/checklists/.hidden", answers("bias", "yes")));
        refused(
                400,
                "bad-request",
                "JSON",
                ann.ask("PUT", version.path() + "/checklists/fairness", BodyPublishers.ofString("bias=yes")));
    }

    @Test
    void viewersAnswerNothingAndDeletedVersionsTakeNothing() {
        refused(403, "permission-missing", "contributor", answer(viewer, answers("bias", "yes")));
        ann.send(
                "DELETE",
                Lab.MLFLOW + "/model-versions/delete?name=" + version.model() + "&version=" + version.number(),
                Map.of());
        refused(404, "version-not-found", "not found", answer(ann, answers("bias", "yes")));
    }

    private static void refused(
            int status, @org.jspecify.annotations.Nullable String code, String words, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().get("detail").asString()).contains(words);
        if (code != null) {
            assertThat(answer.json().get("type").asString()).isEqualTo("urn:countersign:problem:" + code);
        }
    }

    private Answer answer(Caller who, Map<String, ?> answers) {
        return Lab.json(who, "PUT", version.path() + "/checklists/fairness", answers);
    }

    private static Map<String, ?> answers(String... itemsAndAnswers) {
        List<Map<String, String>> answers = new java.util.ArrayList<>();
        for (int i = 0; i < itemsAndAnswers.length; i += 2) {
            answers.add(Map.of("item", itemsAndAnswers[i], "answer", itemsAndAnswers[i + 1]));
        }
        return Map.of("answers", answers);
    }

    private static List<String> shown(JsonNode checklist) {
        return checklist
                .get("answers")
                .valueStream()
                .map(answer -> answer.get("item").asString() + " "
                        + answer.get("answer").asString() + " "
                        + answer.get("answered_by").asString() + " "
                        + answer.path("note").asString("-"))
                .toList();
    }
}
