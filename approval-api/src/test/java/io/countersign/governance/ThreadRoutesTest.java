package io.countersign.governance;

import static io.countersign.governance.Office.aModel;
import static io.countersign.governance.Office.asked;
import static io.countersign.governance.Office.get;
import static io.countersign.governance.Office.refused;
import static io.countersign.governance.Office.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ann asks, Rita reviews, Otto is of the team too, Vera looks on. */
class ThreadRoutesTest {

    private static final String NO_OPEN_THREADS = """
            policy: talked-over
            applies-to: {tags: {talked: over}, changes: [{stage: {to: [Production]}}]}
            requires: {threads: resolved}
            """;

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller ANN = OFFICE.hire("ann", "contributor");
    private static final Caller RITA = OFFICE.hire("rita", "reviewer");
    private static final Caller OTTO = OFFICE.hire("otto.b", "contributor");
    private static final Caller VERA = OFFICE.hire("vera", "viewer");

    private final String model = aModel(ANN);
    private final String request = asked(ANN, model);

    private JsonNode begun(Caller who, String text) {
        return send(who, "POST", "/requests/" + request + "/threads", Map.of("text", text));
    }

    private static JsonNode replied(Caller who, JsonNode thread, String text) {
        return send(who, "POST", path(thread) + "/replies", Map.of("text", text));
    }

    private static JsonNode done(Caller who, JsonNode thread, String what) {
        return send(who, "POST", path(thread) + "/" + what, Map.of());
    }

    private static String path(JsonNode thread) {
        return "/threads/" + id(thread);
    }

    private static String id(JsonNode thread) {
        return thread.get("thread_id").asString();
    }

    private static String comment(JsonNode thread, int number) {
        return path(thread) + "/comments/"
                + thread.at("/comments/" + number + "/comment_id").asString();
    }

    private static List<String> texts(JsonNode thread) {
        return thread.get("comments").findValuesAsString("text");
    }

    private List<String> waitingFor(Caller who) {
        return get(who, "/inbox")
                .path("mentions")
                .valueStream()
                .filter(mention -> mention.get("request_id").asString().equals(request))
                .map(mention -> mention.get("by").asString() + ": "
                        + mention.get("text").asString())
                .toList();
    }

    private int openThreads() {
        return get(VERA, "/requests/" + request).get("open_threads").asInt();
    }

    @Nested
    class Talking {

        @Test
        void aThreadIsBegunRepliedToAndReadByAnybody() {
            JsonNode thread = begun(RITA, "Why is recall lower?");
            JsonNode both = replied(ANN, thread, "Fewer positives.");

            assertThat(both).isEqualTo(get(VERA, path(thread)));
            assertThat(texts(both)).containsExactly("Why is recall lower?", "Fewer positives.");
            assertThat(both.get("state").asString()).isEqualTo("open");
            assertThat(both.get("begun_by").asString()).isEqualTo("rita");
            assertThat(both.get("version").asInt()).isEqualTo(1);
            assertThat(get(VERA, "/requests/" + request + "/threads").at("/threads/0"))
                    .isEqualTo(both);
        }

        @Test
        void whoeverMayNotContributeDoesNotWrite() {
            JsonNode thread = begun(RITA, "Why?");
            Map<String, String> words = Map.of("text", "Because.");
            refused(403, VERA, "POST", "/requests/" + request + "/threads", words);
            refused(403, VERA, "POST", path(thread) + "/replies", words);
            refused(403, VERA, "POST", path(thread) + "/resolve", Map.of());
            assertThat(texts(get(VERA, path(thread)))).containsExactly("Why?");
        }

        @Test
        void whatIsNotThereOrSaysNothingIsRefused() {
            assertThat(refused(404, ANN, "POST", "/requests/nil/threads", Map.of("text", "x"))
                            .get("detail")
                            .asString())
                    .isEqualTo("There is no request nil.");
            assertThat(refused(404, ANN, "POST", "/threads/nil/replies", Map.of("text", "x"))
                            .get("detail")
                            .asString())
                    .isEqualTo("There is no thread nil.");
            assertThat(refused(400, ANN, "POST", "/requests/" + request + "/threads", Map.of())
                            .get("detail")
                            .asString())
                    .contains("'text'");
            JsonNode thread = begun(RITA, "Why?");
            assertThat(refused(400, ANN, "POST", path(thread) + "/replies", Map.of("text", " "))
                            .get("detail")
                            .asString())
                    .isEqualTo("Invalid value \" \" for parameter 'text' supplied: a comment has words.");
            assertThat(refused(404, RITA, "DELETE", path(thread) + "/comments/nil", Map.of())
                            .get("detail")
                            .asString())
                    .isEqualTo("Thread " + id(thread) + " has no comment nil.");
        }

        @Test
        void anAnswerThatWasLostIsAskedForAgain() {
            String path = Office.API + "/requests/" + request + "/threads";
            List<String> answers = List.of(keyed(path), keyed(path));
            assertThat(answers.getFirst()).isEqualTo(answers.getLast());
            assertThat(get(ANN, "/requests/" + request + "/threads").get("threads"))
                    .hasSize(1);
        }

        private String keyed(String path) {
            return RITA.ask(
                            "POST",
                            path,
                            BodyPublishers.ofString("{\"text\": \"once\"}"),
                            "Content-Type",
                            "application/json",
                            "Idempotency-Key",
                            request)
                    .text();
        }

        @Test
        void whatWasDecidedMayStillBeAskedAbout() {
            send(RITA, "POST", "/requests/" + request + "/reject", Map.of());
            JsonNode thread = begun(OTTO, "What was wrong with it?");
            assertThat(texts(replied(RITA, thread, "Recall."))).containsExactly("What was wrong with it?", "Recall.");
            assertThat(openThreads()).isEqualTo(1);
        }

        @Test
        void theVersionsTimelineTellsOfIt() {
            JsonNode thread = begun(RITA, "Why?");
            replied(ANN, thread, "Because.");
            done(RITA, thread, "resolve");
            JsonNode events = get(VERA, "/models/" + model + "/versions/1/timeline?limit=3");
            assertThat(events.get("events").findValuesAsString("type"))
                    .containsExactly("thread.resolved", "thread.replied", "thread.started");
            assertThat(events.at("/events/1/comment").asString()).isEqualTo("Because.");
            assertThat(events.at("/events/0/details/thread_id").asString()).isEqualTo(id(thread));
        }
    }

    @Nested
    class Words {

        @Test
        void areChangedByTheirAuthorAlone() {
            JsonNode thread = begun(RITA, "Why is recal lower?");
            JsonNode edited = send(RITA, "PATCH", comment(thread, 0), Map.of("text", "Why is recall lower?"));
            assertThat(texts(edited)).containsExactly("Why is recall lower?");
            assertThat(edited.at("/comments/0").has("edited_at")).isTrue();
            assertThat(refused(403, OFFICE.admin(), "PATCH", comment(thread, 0), Map.of("text", "x"))
                            .get("type")
                            .asString())
                    .endsWith("not-the-author");
        }

        @Test
        void areDeletedByTheirAuthorOrAnAdministratorAndTheThreadStays() {
            JsonNode thread = replied(ANN, begun(RITA, "Why?"), "Mind your business.");
            refused(403, RITA, "DELETE", comment(thread, 1), Map.of());
            JsonNode left = send(OFFICE.admin(), "DELETE", comment(thread, 1), Map.of());
            assertThat(left.get("comments")).hasSize(2);
            assertThat(left.at("/comments/1").has("text")).isFalse();
            assertThat(left.at("/comments/1").has("deleted_at")).isTrue();
            assertThat(send(RITA, "DELETE", comment(thread, 0), Map.of())
                            .get("state")
                            .asString())
                    .isEqualTo("open");
            refused(404, RITA, "PATCH", comment(thread, 0), Map.of("text", "x"));
        }
    }

    @Nested
    class Mentioning {

        @Test
        void waitsForAPersonUntilTheyReply() {
            JsonNode thread = begun(RITA, "@Ann, can you say why?");
            replied(OTTO, thread, "I cannot.");
            assertThat(waitingFor(ANN)).containsExactly("rita: @Ann, can you say why?");
            assertThat(get(ANN, "/inbox").at("/mentions/0/model").asString()).isEqualTo(model);
            assertThat(thread.at("/comments/0/mentions/0").asString()).isEqualTo("ann");
            replied(ANN, thread, "Fewer positives.");
            assertThat(waitingFor(ANN)).isEmpty();
        }

        @Test
        void waitsForAPersonUntilTheyResolveTheThread() {
            JsonNode thread = begun(RITA, "Done, @ann?");
            done(OTTO, thread, "resolve");
            assertThat(waitingFor(ANN)).hasSize(1);
            done(OTTO, thread, "reopen");
            done(ANN, thread, "resolve");
            assertThat(waitingFor(ANN)).isEmpty();
        }

        @Test
        void isAskedNewestFirst() {
            begun(RITA, "first, @otto.b");
            begun(RITA, "second, @otto.b.");
            assertThat(waitingFor(OTTO)).containsExactly("rita: second, @otto.b.", "rita: first, @otto.b");
        }

        @Test
        void ofNobodyIsJustText() {
            JsonNode thread = begun(RITA, "@nobody, rita@ann.example, @rita and @@ann");
            assertThat(thread.at("/comments/0/mentions")).isEmpty();
            assertThat(waitingFor(ANN)).isEmpty();
            assertThat(waitingFor(RITA)).isEmpty();
        }

        @Test
        void followsTheWordsAsTheyAreNow() {
            JsonNode thread = begun(RITA, "@ann?");
            send(RITA, "PATCH", comment(thread, 0), Map.of("text", "@otto.b?"));
            assertThat(waitingFor(ANN)).isEmpty();
            assertThat(waitingFor(OTTO)).hasSize(1);
            send(RITA, "DELETE", comment(thread, 0), Map.of());
            assertThat(waitingFor(OTTO)).isEmpty();
        }
    }

    @Nested
    class UnderAPolicy {

        private final String governed = governed();
        private final String waiting = asked(ANN, governed);

        private String governed() {
            if (get(VERA, "/policies").findValuesAsString("policy").stream().noneMatch("talked-over"::equals)) {
                OFFICE.inForce(NO_OPEN_THREADS);
            }
            String name = aModel(ANN);
            ANN.post(
                    Office.MLFLOW + "/registered-models/set-tag",
                    Map.of("name", name, "key", "talked", "value", "over"));
            return name;
        }

        private JsonNode threads(JsonNode detail) {
            return detail.get("policies")
                    .valueStream()
                    .flatMap(policy -> policy.get("rules").valueStream())
                    .filter(rule -> rule.get("rule").asString().equals("threads"))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void theChangeIsNotMadeUntilTheLastThreadIsResolved() {
            JsonNode thread = send(RITA, "POST", "/requests/" + waiting + "/threads", Map.of("text", "Why?"));
            JsonNode held = send(RITA, "POST", "/requests/" + waiting + "/approve", Map.of());

            assertThat(held.at("/request/state").asString()).isEqualTo("open");
            assertThat(held.get("ready").asBoolean()).isFalse();
            assertThat(held.get("open_threads").asInt()).isEqualTo(1);
            assertThat(threads(held).get("says").asString()).isEqualTo("1 thread is open.");
            assertThat(threads(held).at("/looked_at/0").asString())
                    .isEqualTo("thread " + id(thread) + ", begun by rita");
            assertThat(threads(held).at("/open/0").asString()).isEqualTo("somebody resolves thread " + id(thread));

            done(ANN, thread, "resolve");
            assertThat(get(VERA, "/requests/" + waiting).get("ready").asBoolean())
                    .isTrue();
            JsonNode made = send(RITA, "POST", "/requests/" + waiting + "/approve", Map.of());
            assertThat(made.at("/request/state").asString()).isEqualTo("approved");
            assertThat(threads(made).get("says").asString()).isEqualTo("No thread is open.");
        }

        @Test
        void threadsOfEveryRequestForTheSameCount() {
            String other = asked(OTTO, governed);
            JsonNode thread = send(RITA, "POST", "/requests/" + other + "/threads", Map.of("text", "Why?"));
            JsonNode held = send(RITA, "POST", "/requests/" + waiting + "/approve", Map.of());
            assertThat(threads(held).get("status").asString()).isEqualTo("unsatisfied");
            done(RITA, thread, "resolve");
            assertThat(send(RITA, "POST", "/requests/" + waiting + "/approve", Map.of())
                            .at("/request/state")
                            .asString())
                    .isEqualTo("approved");
        }
    }
}
