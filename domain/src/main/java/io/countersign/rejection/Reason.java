package io.countersign.rejection;

import java.util.Locale;

/** Why something was refused. Each edge derives its status and error code from the {@link Kind}. */
public enum Reason {
    EXPERIMENT_NOT_FOUND(Kind.NOT_FOUND),
    EXPERIMENT_EXISTS(Kind.ALREADY_EXISTS),
    EXPERIMENT_DELETED(Kind.INVALID),
    EXPERIMENT_NAME_FIXED(Kind.INVALID_STATE),
    EXPERIMENT_NOT_DELETED(Kind.NOT_FOUND),

    RUN_NOT_FOUND(Kind.NOT_FOUND),
    RUN_EXISTS(Kind.ALREADY_EXISTS),
    RUN_NOT_ACTIVE(Kind.INVALID),
    RUN_NOT_DELETED(Kind.INVALID),
    PARAM_IMMUTABLE(Kind.INVALID),
    IMPORT_MOVED_ON(Kind.CONFLICT),
    ARTIFACT_NOT_FOUND(Kind.NOT_FOUND),
    LOGGED_MODEL_NOT_FOUND(Kind.NOT_FOUND),

    MODEL_NOT_FOUND(Kind.NOT_FOUND),
    MODEL_EXISTS(Kind.ALREADY_EXISTS),
    VERSION_NOT_FOUND(Kind.NOT_FOUND),
    VERSION_EXISTS(Kind.ALREADY_EXISTS),
    VERSION_IN_SERVICE(Kind.INVALID_STATE),
    ALIAS_NOT_FOUND(Kind.INVALID),
    TAG_NOT_FOUND(Kind.NOT_FOUND),

    STAGE_UNKNOWN(Kind.INVALID),
    STAGE_UNCHANGED(Kind.INVALID),
    STAGE_NOT_ACTIVE(Kind.INVALID),
    REQUEST_EXISTS(Kind.ALREADY_EXISTS),
    REQUEST_NOT_FOUND(Kind.NOT_FOUND),
    REQUEST_NOT_CLOSED(Kind.INVALID_STATE),
    COUNTERSIGNATURE_MISSING(Kind.FORBIDDEN),
    OWN_REQUEST(Kind.FORBIDDEN),
    NOT_A_REVIEWER(Kind.FORBIDDEN),
    NOT_THE_REQUESTER(Kind.FORBIDDEN),
    NOT_INDEPENDENT(Kind.FORBIDDEN),
    POLICY_NOT_MET(Kind.FORBIDDEN),
    SIGNATURE_INCOMPLETE(Kind.INVALID),
    PASSWORD_WRONG(Kind.FORBIDDEN),
    CHANGE_POINTLESS(Kind.INVALID),
    APPROVAL_NOT_FOUND(Kind.NOT_FOUND),
    VETO_NOT_FOUND(Kind.NOT_FOUND),
    NOT_THE_VETOER(Kind.FORBIDDEN),
    NOT_THE_FINDER(Kind.FORBIDDEN),
    FINDING_NOT_FOUND(Kind.NOT_FOUND),
    GLASS_UNBREAKABLE(Kind.FORBIDDEN),
    REVIEW_NOT_FOUND(Kind.NOT_FOUND),

    POLICY_NOT_FOUND(Kind.NOT_FOUND),
    PROPOSAL_NOT_FOUND(Kind.NOT_FOUND),
    PROPOSAL_OUTDATED(Kind.INVALID_STATE),
    OWN_PROPOSAL(Kind.FORBIDDEN),
    NOT_THE_PROPOSER(Kind.FORBIDDEN),

    COMMENT_NOT_FOUND(Kind.NOT_FOUND),
    NOT_THE_AUTHOR(Kind.FORBIDDEN),
    THREAD_NOT_FOUND(Kind.NOT_FOUND),

    CHECK_MOVED_ON(Kind.INVALID_STATE),
    CHECK_REPORTED_OTHERWISE(Kind.CONFLICT),
    NOT_THE_REPORTER(Kind.FORBIDDEN),
    EVIDENCE_NOT_FOUND(Kind.NOT_FOUND),
    EVIDENCE_EXISTS(Kind.ALREADY_EXISTS),
    EVIDENCE_EMPTY(Kind.INVALID),
    EVIDENCE_TOO_LARGE(Kind.TOO_LARGE),
    EVIDENCE_IS_A_LINK(Kind.INVALID),
    DIGEST_MISMATCH(Kind.INVALID),
    MEDIA_TYPE_UNSUPPORTED(Kind.UNSUPPORTED_TYPE),
    ARTIFACT_DAMAGED(Kind.INVALID_STATE),
    NOT_THE_PRODUCER(Kind.FORBIDDEN),
    CHECKLIST_NOT_FOUND(Kind.NOT_FOUND),

    USER_NOT_FOUND(Kind.NOT_FOUND),
    USER_EXISTS(Kind.ALREADY_EXISTS),
    GROUP_NOT_FOUND(Kind.NOT_FOUND),
    SERVICE_PRINCIPAL_NOT_FOUND(Kind.NOT_FOUND),
    LAST_ADMIN(Kind.INVALID_STATE),

    PARAMETER_MISSING(Kind.INVALID),
    PARAMETER_INVALID(Kind.INVALID),
    PERMISSION_MISSING(Kind.FORBIDDEN),
    IDEMPOTENCY_KEY_REUSED(Kind.CONFLICT),
    TOO_BUSY(Kind.BUSY);

    private final Kind kind;

    Reason(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Whether something was refused for who somebody is, or for what policies ask of people; not for what was asked being
     * impossible, unknown or badly put.
     */
    public boolean concernsAuthority() {
        return kind == Kind.FORBIDDEN || this == SIGNATURE_INCOMPLETE;
    }

    /** The reason as it appears in public APIs, for example {@code own-request}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The few ways in which a request can fail. */
    public enum Kind {
        INVALID,
        NOT_FOUND,
        ALREADY_EXISTS,
        INVALID_STATE,
        FORBIDDEN,
        CONFLICT,
        TOO_LARGE,
        UNSUPPORTED_TYPE,
        BUSY
    }
}
