package io.countersign.access;

import static io.countersign.identity.Role.ADMIN;
import static io.countersign.identity.Role.CONTRIBUTOR;
import static io.countersign.identity.Role.REVIEWER;
import static io.countersign.identity.Role.VIEWER;

import io.countersign.identity.Role;

/**
 * Everything that the guard protects, with the least role that may do it. Commands and HTTP handlers name one of these;
 * the objects of a command may set further conditions, for example that the requester does not decide.
 */
public enum Operation {
    READ_TRACKING(VIEWER, "read experiments, runs and artifacts"),
    CREATE_EXPERIMENT(CONTRIBUTOR, "create experiments"),
    CHANGE_EXPERIMENT(CONTRIBUTOR, "rename and tag experiments"),
    DELETE_EXPERIMENT(CONTRIBUTOR, "delete experiments"),
    RESTORE_EXPERIMENT(CONTRIBUTOR, "restore experiments"),
    LOG_RUN(CONTRIBUTOR, "log runs"),
    DELETE_RUN(CONTRIBUTOR, "delete runs"),
    RESTORE_RUN(CONTRIBUTOR, "restore runs"),
    LOG_MODEL(CONTRIBUTOR, "log models"),
    DELETE_LOGGED_MODEL(CONTRIBUTOR, "delete logged models"),
    STORE_ARTIFACT(CONTRIBUTOR, "store artifacts"),
    DELETE_ARTIFACT(CONTRIBUTOR, "delete artifacts"),

    READ_REGISTRY(VIEWER, "read registered models and their versions"),
    REGISTER_MODEL(CONTRIBUTOR, "register models"),
    CHANGE_MODEL(CONTRIBUTOR, "rename, describe and tag registered models"),
    DELETE_MODEL(CONTRIBUTOR, "delete registered models"),
    CREATE_VERSION(CONTRIBUTOR, "create model versions"),
    CHANGE_VERSION(CONTRIBUTOR, "describe and tag model versions"),
    DELETE_VERSION(CONTRIBUTOR, "delete model versions"),
    SET_ALIAS(CONTRIBUTOR, "set aliases"),
    DELETE_ALIAS(CONTRIBUTOR, "delete aliases"),

    VERIFY_ARTIFACTS(ADMIN, "say what model versions consist of"),
    COMMENT(CONTRIBUTOR, "comment on model versions"),
    REPORT_CHECK(CONTRIBUTOR, "report checks of model versions"),
    GIVE_EVIDENCE(CONTRIBUTOR, "give evidence for model versions, and withdraw it"),
    ANSWER_CHECKLIST(CONTRIBUTOR, "answer checklists"),
    REQUEST_TRANSITION(CONTRIBUTOR, "request transitions"),
    CANCEL_REQUEST(CONTRIBUTOR, "cancel transition requests"),
    DECIDE_TRANSITION(CONTRIBUTOR, "approve or reject transitions"),
    CHANGE_STAGE(REVIEWER, "change stages"),
    READ_POLICIES(VIEWER, "read policies"),
    PROPOSE_POLICY(ADMIN, "propose policies"),
    DECIDE_POLICY(ADMIN, "agree to policies or reject them"),
    READ_AUDIT(VIEWER, "read the history of decisions"),

    READ_OWN_ACCOUNT(VIEWER, "read their own account"),
    CHANGE_OWN_PASSWORD(VIEWER, "change their own password"),
    MANAGE_USERS(ADMIN, "manage users"),
    IMPORT(ADMIN, "import from another server"),
    OPERATE_SERVER(ADMIN, "operate the server");

    private final Role leastRole;
    private final String activity;

    Operation(Role leastRole, String activity) {
        this.leastRole = leastRole;
        this.activity = activity;
    }

    public Role leastRole() {
        return leastRole;
    }

    /** What somebody does, as it stands in a sentence after "to", for example {@code create experiments}. */
    public String activity() {
        return activity;
    }
}
