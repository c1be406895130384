package io.countersign.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event decided, as an in-toto statement (v1) that is made of the event's stored bytes and of nothing else: whoever
 * has those has the statement, and need not believe anybody's summary. {@code docs/proof.md} has its fields.
 */
public final class Decision {

    public static final String PREDICATE_TYPE = "urn:countersign:predicate:decision:v1";

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";

    /** What was decided, by the stable names of the events. */
    private static final Map<String, String> DECISIONS = Map.ofEntries(
            Map.entry("registered-model.approval-given", "approval"),
            Map.entry("registered-model.approval-withdrawn", "approval-withdrawn"),
            Map.entry("registered-model.transition-approved", "approved"),
            Map.entry("registered-model.change-approved", "approved"),
            Map.entry("registered-model.stage-changed", "changed"),
            Map.entry("registered-model.transition-rejected", "rejected"),
            Map.entry("registered-model.change-rejected", "rejected"),
            Map.entry("registered-model.vetoed", "vetoed"),
            Map.entry("registered-model.veto-lifted", "veto-lifted"),
            Map.entry("registered-model.finding-resolved", "finding-resolved"),
            Map.entry("registered-model.break-glass-proposed", "break-glass-proposed"),
            Map.entry("registered-model.bypass-reviewed", "bypass-reviewed"));

    /** How who decided had signed in; the same names as in the stored metadata. */
    private static final String[] SIGNED_IN = {
        "actor", "authentication", "authenticatedAt", "authenticationContext", "authenticationMethods"
    };

    private final LogEntry entry;
    private final JsonFields event;
    private final JsonFields metadata;
    private final Map<String, Object> facts;

    private Decision(LogEntry entry, JsonFields event, JsonFields metadata) {
        this.entry = entry;
        this.event = event;
        this.metadata = metadata;
        this.facts = facts();
    }

    /** The stable names of the events that decide something. */
    public static List<String> types() {
        return DECISIONS.keySet().stream().sorted().toList();
    }

    /** @param type an event's stable name */
    public static boolean isOne(String type) {
        return DECISIONS.containsKey(type);
    }

    /**
     * The statement in its canonical form.
     *
     * @param payload of the event as it is stored, and so the metadata
     * @throws Unreadable when the event decides nothing, or is in no form that is known
     */
    public static byte[] statement(LogEntry entry, byte[] payload, byte[] metadata) {
        if (!isOne(entry.type())) {
            throw new Unreadable("An event " + Encoding.shortened(entry.type()) + " decides nothing.");
        }
        try {
            return CanonicalJson.bytes(
                    new Decision(entry, JsonFields.read(payload), JsonFields.read(metadata)).statement());
        } catch (IllegalArgumentException e) {
            throw new Unreadable("What the event says has no canonical form.");
        }
    }

    private Map<String, Object> statement() {
        return Map.of(
                "_type", STATEMENT, "subject", subjects(), "predicateType", PREDICATE_TYPE, "predicate", predicate());
    }

    /** The event; what exactly was approved, where it says so; and the version, where its files were verified. */
    private List<Object> subjects() {
        List<Object> subjects = new ArrayList<>();
        if (facts.get("artifacts") instanceof String digest && digest.matches("[0-9a-f]{64}") && version() != null) {
            subjects.add(subject("models:/" + event.text("model") + "/" + version(), digest));
        }
        if (!facts.isEmpty()) {
            subjects.add(
                    subject("facts", Hash.ofBytes(CanonicalJson.bytes(facts)).toString()));
        }
        subjects.add(subject("event:" + entry.id(), entry.payload().toString()));
        return subjects;
    }

    private static Map<String, Object> subject(String name, String sha256) {
        return Map.of("name", name, "digest", Map.of("sha256", sha256));
    }

    private Map<String, Object> predicate() {
        Map<String, Object> predicate = new TreeMap<>();
        predicate.put("decision", DECISIONS.getOrDefault(entry.type(), ""));
        predicate.put(
                "event",
                Map.of("id", entry.id(), "type", entry.type(), "stream", entry.stream(), "sequence", entry.sequence()));
        predicate.put("at", entry.time());
        predicate.put("model", event.text("model"));
        predicate.put("change", change());
        predicate.put("signedIn", some(metadata, SIGNED_IN));
        predicate.putAll(some(event, "by", "author", "meaning", "finding", "until"));
        if (event.has("requests")) {
            predicate.put("requests", event.texts("requests"));
        } else if (event.has("request")) {
            predicate.put("requests", List.of(event.text("request")));
        }
        if (event.has("archived")) {
            predicate.put("archived", event.numbers("archived"));
        }
        predicate.put("policies", policies());
        if (!facts.isEmpty()) {
            predicate.put("facts", facts);
        }
        if (event.has("decided")) {
            predicate.putAll(decided(event.object("decided")));
        }
        return predicate;
    }

    private Map<String, Object> change() {
        if (!event.has("change")) {
            Map<String, Object> stage = new TreeMap<>(some(event, "version", "from", "to"));
            stage.put("kind", "stage");
            return stage;
        }
        return some(
                event.object("change"), "kind", "version", "from", "to", "stage", "alias", "previous", "key", "value");
    }

    private @Nullable Object version() {
        return change().get("version");
    }

    private Map<String, Object> facts() {
        JsonFields holder = event.has("decided") ? event.object("decided") : event;
        Map<String, Object> found = new TreeMap<>();
        if (holder.has("subject")) {
            JsonFields subject = holder.object("subject");
            subject.names().forEach(name -> found.put(name, subject.text(name)));
        }
        return found;
    }

    /** Earlier revisions of some events name the one policy that there was. */
    private List<Object> policies() {
        List<Object> policies = new ArrayList<>();
        if (event.has("policies")) {
            event.objects("policies").forEach(each -> policies.add(some(each, "name", "revision")));
        } else if (event.has("policy")) {
            policies.add(some(event.object("policy"), "name", "revision"));
        }
        return policies;
    }

    private static Map<String, Object> decided(JsonFields decided) {
        Map<String, Object> why = new TreeMap<>();
        JsonFields about = decided.object("about");
        why.put("modelName", about.object("model").text("name"));
        List<Object> approvals = new ArrayList<>();
        about.objects("approvals").forEach(each -> approvals.add(some(each, "by", "account", "at", "meaning")));
        why.put("approvals", approvals);
        why.put("evaluation", evaluation(decided.object("evaluation")));
        if (decided.has("bypass")) {
            why.put("bypass", some(decided.object("bypass"), "first", "second", "until"));
        }
        return why;
    }

    private static List<Object> evaluation(JsonFields evaluation) {
        List<Object> rules = new ArrayList<>();
        for (JsonFields policy : evaluation.objects("policies")) {
            for (JsonFields finding : policy.objects("findings")) {
                Map<String, Object> rule = new TreeMap<>(some(finding, "rule", "status", "says"));
                rule.put("policy", some(policy.object("policy"), "name", "revision"));
                rule.put("topic", policy.text("topic"));
                rules.add(rule);
            }
        }
        return rules;
    }

    /** Those that are there, where they are texts, numbers or booleans. */
    private static Map<String, Object> some(JsonFields fields, String... names) {
        Map<String, Object> some = new TreeMap<>();
        for (String name : names) {
            Object value = fields.get(name);
            if (value instanceof String || value instanceof Long || value instanceof Boolean) {
                some.put(name, value);
            }
        }
        return some;
    }
}
