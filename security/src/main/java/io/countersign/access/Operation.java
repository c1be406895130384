package io.countersign.access;

import static io.countersign.identity.Role.ADMIN;
import static io.countersign.identity.Role.AUDITOR;
import static io.countersign.identity.Role.CONTRIBUTOR;
import static io.countersign.identity.Role.RELEASE_MANAGER;
import static io.countersign.identity.Role.REVIEWER;
import static io.countersign.identity.Role.VIEWER;
import static io.countersign.permission.ObjectType.EXPERIMENT;
import static io.countersign.permission.ObjectType.REGISTERED_MODEL;
import static io.countersign.permission.PermissionLevel.CAN_EDIT;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE_STAGING_VERSIONS;
import static io.countersign.permission.PermissionLevel.CAN_READ;
import static io.countersign.token.Scope.ADMINISTER;
import static io.countersign.token.Scope.APPROVE;
import static io.countersign.token.Scope.READ;
import static io.countersign.token.Scope.WRITE;

import io.countersign.identity.Role;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionLevel;
import io.countersign.token.Scope;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the guard protects, with the least role that may do it everywhere and, where there is one, the level
 * on an object by which others may do it there. Commands and HTTP handlers name one of these; the objects of a command
 * may set further conditions, for example that the requester does not decide.
 */
public enum Operation {
    READ_TRACKING(READ, VIEWER, "read experiments, runs and artifacts"),
    CREATE_EXPERIMENT(WRITE, CONTRIBUTOR, "create experiments"),
    RENAME_EXPERIMENT(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_MANAGE, "rename experiments"),
    CHANGE_EXPERIMENT(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_EDIT, "tag experiments"),
    DELETE_EXPERIMENT(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_MANAGE, "delete experiments"),
    RESTORE_EXPERIMENT(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_MANAGE, "restore experiments"),
    LOG_RUN(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_EDIT, "log runs"),
    DELETE_RUN(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_EDIT, "delete runs"),
    RESTORE_RUN(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_EDIT, "restore runs"),
    LOG_MODEL(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_EDIT, "log models"),
    DELETE_LOGGED_MODEL(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_EDIT, "delete logged models"),
    STORE_ARTIFACT(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_EDIT, "store artifacts"),
    DELETE_ARTIFACT(WRITE, CONTRIBUTOR, EXPERIMENT, CAN_EDIT, "delete artifacts"),

    READ_REGISTRY(READ, VIEWER, "read registered models and their versions"),
    REGISTER_MODEL(WRITE, CONTRIBUTOR, "register models"),
    RENAME_MODEL(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_MANAGE, "rename registered models"),
    CHANGE_MODEL(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "describe and tag registered models"),
    DELETE_MODEL(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_MANAGE, "delete registered models"),
    CREATE_VERSION(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "create model versions"),
    CHANGE_VERSION(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "describe and tag model versions"),
    DELETE_VERSION(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_MANAGE, "delete model versions"),
    SET_ALIAS(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "set aliases"),
    DELETE_ALIAS(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "delete aliases"),

    VERIFY_ARTIFACTS(ADMINISTER, ADMIN, "say what model versions consist of"),
    COMMENT(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "comment on model versions"),
    REPORT_CHECK(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "report checks of model versions"),
    GIVE_EVIDENCE(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "give evidence for model versions, and withdraw it"),
    ANSWER_CHECKLIST(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_EDIT, "answer checklists"),
    REQUEST_TRANSITION(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_READ, "request transitions"),
    CANCEL_REQUEST(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_READ, "cancel transition requests"),
    DISCUSS_REQUEST(WRITE, CONTRIBUTOR, REGISTERED_MODEL, CAN_READ, "discuss requests"),
    DECIDE_TRANSITION(
            APPROVE, CONTRIBUTOR, REGISTERED_MODEL, CAN_MANAGE_STAGING_VERSIONS, "approve or reject transitions"),
    RESOLVE_FINDING(APPROVE, CONTRIBUTOR, REGISTERED_MODEL, CAN_READ, "resolve what they found when they approved"),
    REVIEW_BYPASS(APPROVE, CONTRIBUTOR, REGISTERED_MODEL, CAN_READ, "review why the glass was broken"),
    CHANGE_STAGE(APPROVE, REVIEWER, REGISTERED_MODEL, CAN_MANAGE_STAGING_VERSIONS, "change stages"),
    MANAGE_MODEL_PERMISSIONS(
            ADMINISTER, RELEASE_MANAGER, REGISTERED_MODEL, CAN_MANAGE, "say who may do what with registered models"),
    MANAGE_EXPERIMENT_PERMISSIONS(ADMINISTER, ADMIN, EXPERIMENT, CAN_MANAGE, "say who may do what with experiments"),
    MANAGE_PERMISSIONS(ADMINISTER, VIEWER, "say who may do what with objects that they manage"),
    READ_POLICIES(READ, VIEWER, "read policies"),
    PROPOSE_POLICY(ADMINISTER, ADMIN, "propose policies"),
    DECIDE_POLICY(APPROVE, ADMIN, "agree to policies or reject them"),
    SIMULATE_POLICY(READ, ADMIN, "try policies on the history of decisions"),
    READ_DELEGATIONS(READ, VIEWER, "read who has handed their word to whom, as far as it is about themselves"),
    DELEGATE(APPROVE, CONTRIBUTOR, "hand their word on changes to others, and take it back"),
    MANAGE_WEBHOOKS(ADMINISTER, RELEASE_MANAGER, REGISTERED_MODEL, CAN_MANAGE, "have receivers called on what happens"),
    READ_LINEAGE(READ, VIEWER, "read what rests on what, and what is frozen"),
    NAME_DEPLOYMENT(READ, VIEWER, "ask the gate in the name of a deployment"),
    FREEZE(APPROVE, REVIEWER, "withdraw what models rest on, and freeze these"),
    LIFT_FREEZE(APPROVE, REVIEWER, "thaw what somebody else froze"),
    READ_AUDIT(READ, VIEWER, "read the history of decisions"),
    READ_ATTEMPTS(READ, AUDITOR, "read which attempts were refused"),
    READ_ACCESSES(READ, AUDITOR, "read who signed in, and who read the records"),
    READ_EVENTS(READ, AUDITOR, "read every event"),
    SEARCH_AUDIT(READ, AUDITOR, "search the audit history of everything"),
    EXPORT_AUDIT(READ, AUDITOR, "export the audit history of everything"),
    READ_PROOFS(READ, AUDITOR, "read the transparency log and its proofs"),

    READ_OWN_NOTICES(READ, VIEWER, "read their own notices, and how they want to be told"),
    CHANGE_OWN_NOTICES(WRITE, VIEWER, "say how they want to be told"),
    MANAGE_NOTICES(ADMINISTER, ADMIN, "say how groups are told"),
    READ_OWN_ACCOUNT(READ, VIEWER, "read their own account"),
    CHANGE_OWN_PASSWORD(null, VIEWER, "change their own password"),
    READ_OWN_TOKENS(READ, VIEWER, "read which tokens they have"),
    ISSUE_OWN_TOKEN(null, VIEWER, "issue tokens for themselves and for services that act for them"),
    REVOKE_OWN_TOKEN(WRITE, VIEWER, "revoke their tokens"),
    READ_USERS(READ, AUDITOR, "read everybody's account, and which tokens they have"),
    MANAGE_USERS(ADMINISTER, ADMIN, "manage users"),
    ERASE_PERSON(ADMINISTER, ADMIN, "have people forgotten"),
    IMPORT(ADMINISTER, ADMIN, "import from another server"),
    OPERATE_SERVER(ADMINISTER, ADMIN, "operate the server");

    /** By which a model, a policy or somebody's part in them would be changed; what others do is no matter of governance. */
    private static final Set<Operation> OF_GOVERNANCE = EnumSet.of(
            RENAME_MODEL,
            CHANGE_MODEL,
            DELETE_MODEL,
            CREATE_VERSION,
            CHANGE_VERSION,
            DELETE_VERSION,
            SET_ALIAS,
            DELETE_ALIAS,
            COMMENT,
            REPORT_CHECK,
            GIVE_EVIDENCE,
            ANSWER_CHECKLIST,
            REQUEST_TRANSITION,
            CANCEL_REQUEST,
            RESOLVE_FINDING,
            REVIEW_BYPASS,
            DISCUSS_REQUEST,
            DECIDE_TRANSITION,
            CHANGE_STAGE,
            MANAGE_MODEL_PERMISSIONS,
            MANAGE_EXPERIMENT_PERMISSIONS,
            MANAGE_PERMISSIONS,
            PROPOSE_POLICY,
            DECIDE_POLICY,
            FREEZE,
            LIFT_FREEZE,
            MANAGE_USERS,
            ERASE_PERSON,
            IMPORT);

    private final @Nullable Scope scope;
    private final Role leastRole;
    private final @Nullable Sufficient sufficient;
    private final String activity;

    Operation(@Nullable Scope scope, Role leastRole, String activity) {
        this(scope, leastRole, null, activity);
    }

    Operation(@Nullable Scope scope, Role leastRole, ObjectType type, PermissionLevel level, String activity) {
        this(scope, leastRole, new Sufficient(type, level), activity);
    }

    Operation(@Nullable Scope scope, Role leastRole, @Nullable Sufficient sufficient, String activity) {
        this.scope = scope;
        this.leastRole = leastRole;
        this.sufficient = sufficient;
        this.activity = activity;
    }

    /** What does in place of the role, on the one object where it is held. A change of stage may take a higher level. */
    record Sufficient(ObjectType type, PermissionLevel level) {}

    /** What a token must be good for; empty where no token does, and its owner has to sign in by themselves. */
    Optional<Scope> scope() {
        return Optional.ofNullable(scope);
    }

    public Role leastRole() {
        return leastRole;
    }

    /** Empty where only a role will do. */
    Optional<Sufficient> sufficient() {
        return Optional.ofNullable(sufficient);
    }

    public boolean concernsGovernance() {
        return OF_GOVERNANCE.contains(this);
    }

    /** Its name in the log and in public APIs, for example {@code decide-transition}. Never given to another. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What somebody does, as it stands in a sentence after "to", for example {@code create experiments}. */
    public String activity() {
        return activity;
    }
}
