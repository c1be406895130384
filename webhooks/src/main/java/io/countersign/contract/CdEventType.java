package io.countersign.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tools of continuous delivery are told in words of CDEvents. Its specification, of which this is 0.4.1, has no event
 * for an approval, for a stage that a model version is in, or for a gate; so these are custom ones. Nor is any of its own
 * said here: that a version may be served in a place does not say that a service was deployed there.
 */
enum CdEventType {
    REQUEST_OPENED("request", "opened", Subject.REQUEST, "transition-requested", "change-requested"),
    REQUEST_REOPENED("request", "reopened", Subject.REQUEST, "request-reopened"),
    REQUEST_APPROVED("request", "approved", Subject.REQUEST, "transition-approved", "change-approved"),
    REQUEST_REJECTED("request", "rejected", Subject.REQUEST, "transition-rejected", "change-rejected"),
    REQUEST_CANCELLED(
            "request", "cancelled", Subject.REQUEST, "transition-request-cancelled", "change-request-cancelled"),
    REQUEST_SUPERSEDED("request", "superseded", Subject.REQUEST, "request-superseded"),
    REQUEST_EXPIRED("request", "expired", Subject.REQUEST, "requests-expired"),
    APPROVAL_GIVEN("approval", "given", Subject.REQUEST, "approval-given"),
    APPROVAL_WITHDRAWN("approval", "withdrawn", Subject.REQUEST, "approval-withdrawn"),
    APPROVAL_OUTDATED("approval", "outdated", Subject.REQUEST, "approval-went-stale"),
    APPROVAL_REVOKED("approval", "revoked", Subject.REQUEST, "approval-revoked"),
    VETO_RAISED("veto", "raised", Subject.REQUEST, "vetoed"),
    VETO_LIFTED("veto", "lifted", Subject.REQUEST, "veto-lifted"),
    BYPASS_PROPOSED("bypass", "proposed", Subject.REQUEST, "break-glass-proposed"),
    BYPASS_REVIEWED("bypass", "reviewed", Subject.REQUEST, "bypass-reviewed"),
    STAGE_CHANGED("stage", "changed", Subject.VERSION, "stage-changed", "transition-approved"),
    GATE_CHANGED("gate", "changed", Subject.PLACE, "gate.answer-changed");

    static final String VERSION_OF_CDEVENTS = "0.4.1";

    private static final String TOOL = "countersign-";
    private static final String VERSION = "0.1.0"; // of every one of them
    private static final Map<String, List<CdEventType>> BY_STORED_NAME = Arrays.stream(values())
            .flatMap(type -> type.storedNames.stream().map(name -> Map.entry(name, type)))
            .collect(Collectors.groupingBy(
                    Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));

    private final String subject;
    private final String predicate;
    private final Subject about;
    private final List<String> storedNames;

    /** @param stored names of events of the log; those without a dot are of registered models */
    CdEventType(String subject, String predicate, Subject about, String... stored) {
        this.subject = subject;
        this.predicate = predicate;
        this.about = about;
        storedNames = Stream.of(stored)
                .map(name -> name.contains(".") ? name : "registered-model." + name)
                .toList();
    }

    /** By which a CDEvent knows what it is about, from an event's public data. */
    private enum Subject {
        REQUEST(data -> data.get("request_ids") instanceof List<?> all ? all.getFirst() : data.get("request_id")),
        VERSION(data -> data.get("model_id") + "/" + data.get("version")),
        PLACE(data -> data.get("model_id") + "/" + data.get("version") + "/" + data.get("place"));

        private final Function<Map<String, Object>, Object> id;

        Subject(Function<Map<String, Object>, Object> id) {
            this.id = id;
        }
    }

    /** What an event of the log is told as; for most it is nothing. */
    static List<CdEventType> ofStored(String name) {
        return BY_STORED_NAME.getOrDefault(name, List.of());
    }

    /** The events of the log that are told as this one. */
    List<String> storedNames() {
        return storedNames;
    }

    /** For example {@code dev.cdeventsx.countersign-request.approved.0.1.0}. */
    String type() {
        return "dev.cdeventsx." + subjectType() + "." + predicate + "." + VERSION;
    }

    String subjectType() {
        return TOOL + subject;
    }

    String subjectId(Map<String, Object> data) {
        return String.valueOf(about.id.apply(data));
    }

    /** Of the CDEvent that renders an event: always the same, so that one which comes twice is known. */
    String idFor(String event) {
        return event + "#" + subject + "." + predicate;
    }
}
