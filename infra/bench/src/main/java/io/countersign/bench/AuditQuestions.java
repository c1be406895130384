package io.countersign.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** What auditors ask, each time of somebody or something else. */
final class AuditQuestions {

    private final Random random = new Random(7);
    private final AuditLog log;

    AuditQuestions(AuditLog log) {
        this.log = log;
    }

    /** By what they ask by; query strings. */
    Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> questions = new LinkedHashMap<>();
        questions.put("nothing", () -> "limit=" + (50 + random.nextInt(50)));
        questions.put("nothing, a page far back", () -> after());
        questions.put("actor", this::actor);
        questions.put("experiment", this::experiment);
        questions.put("run", this::run);
        questions.put("model", this::model);
        questions.put("model and version", () -> model() + "&version=" + (1 + random.nextInt(10)));
        questions.put("type", () -> "kind=run.status-changed&" + after());
        questions.put("family", () -> "kind=run&" + after());
        questions.put("rare family", () -> "kind=model-version,access&" + after());
        questions.put("decision", () -> "decision=approved,rejected&" + after());
        questions.put(
                "correlation", () -> "correlation=story-" + random.nextInt(log.runs()) + "-" + random.nextInt(10));
        questions.put("an hour", () -> time(Duration.ofHours(1)));
        questions.put("a week, oldest first", () -> time(Duration.ofDays(7)) + "&order=oldest");
        questions.put("a word in the clear", () -> "q=" + encoded("owl " + random.nextInt(log.runs())));
        questions.put("a common word", () -> "q=team" + random.nextInt(20) + "&" + after());
        questions.put("a word somebody wrote", () -> "q=word" + random.nextInt(log.models()));
        questions.put("actor, type", () -> actor() + "&kind=run.started&" + after());
        questions.put("actor, rare family", () -> actor() + "&kind=model-version");
        questions.put("actor, family they have none of", () -> actor() + "&kind=policy,webhook,permission");
        questions.put("actor, experiment", () -> actor() + "&" + experiment());
        questions.put("actor, week", () -> actor() + "&" + time(Duration.ofDays(7)));
        questions.put("experiment, type, day", () -> experiment() + "&kind=run.started&" + time(Duration.ofDays(1)));
        questions.put("model, decision", () -> model() + "&decision=approved");
        questions.put("run, type", () -> run() + "&kind=run.status-changed");
        questions.put("word, actor", () -> "q=team" + random.nextInt(20) + "&" + actor());
        questions.put("two words, one common", () -> "q=" + encoded("owl train " + random.nextInt(log.runs())));
        questions.put("type, month", () -> "kind=run.batch-logged&" + time(Duration.ofDays(30)));
        return questions;
    }

    private String after() {
        long position = (long) (random.nextDouble() * log.runs() * AuditLog.EVENTS_OF_A_RUN);
        return "after=a" + Long.toString(position + 1, 36);
    }

    private String actor() {
        return "actor=" + AuditLog.person(random.nextInt(AuditLog.PEOPLE));
    }

    private String experiment() {
        return "experiment=" + (1 + random.nextInt(AuditLog.EXPERIMENTS));
    }

    private String model() {
        return "model=bench-model-" + random.nextInt(log.models());
    }

    private String run() {
        return "run=" + md5("run" + random.nextInt(log.runs()));
    }

    private String time(Duration length) {
        long from = (long) (random.nextDouble() * AuditLog.LONG.minus(length).toMillis());
        return "from=" + AuditLog.START.plusMillis(from) + "&to="
                + AuditLog.START.plusMillis(from).plus(length);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is part of every Java runtime.", e);
        }
    }
}
