-- The query tables. Everything here is derived from the log and can be dropped and replayed at any time with the same
-- result; so no identity columns, no now(), no foreign keys across aggregates. Names are unqualified: the live
-- projections run with search_path = views, a rebuild with search_path = views_next.
-- Times are milliseconds since the epoch, as the wire contracts have them.

-- Tracking ---------------------------------------------------------------------------------------------------------

create table experiments (
    experiment_id     text    primary key,
    name              text    not null,
    artifact_location text    not null,
    deleted           boolean not null,
    restorations      integer not null, -- how often it was restored: a restore brings back every run deleted before it
    created_at        bigint  not null,
    updated_at        bigint  not null
);
create index experiments_by_name on experiments (name);

create table experiment_tags (
    experiment_id text not null,
    key           text not null,
    value         text not null,
    sealed_by     text,              -- subject id: by whose key the log seals the value; null where it is in the clear
    primary key (experiment_id, key)
);

create table runs (
    run_id        text   primary key,
    experiment_id text   not null,
    name          text   not null,
    user_name     text,             -- as the client reported it; null once that person was erased
    user_sealed_by text,            -- subject id: by whose key the log seals it
    status        text   not null,
    started_at    bigint,
    ended_at      bigint,
    artifact_uri  text   not null,
    deleted_at    integer,          -- the experiment's restorations when the run was deleted; null while active
    -- Where the run came from, as the tags say in which clients report it; null where they do not.
    source_name     text,           -- a script, a notebook, the URI of a project
    source_type     text,           -- LOCAL, NOTEBOOK, PROJECT, JOB, RECIPE, UNKNOWN
    git_commit      text,
    git_branch      text,
    git_repo_url    text,
    entry_point     text,           -- of the project
    project_backend text,           -- local, kubernetes, databricks
    project_env     text            -- conda, virtualenv, docker, local
);
create index runs_by_experiment on runs (experiment_id, started_at desc, run_id);
create index runs_by_git_commit on runs using hash (git_commit); -- of any length
comment on column runs.deleted_at is
    'A run counts as deleted while its experiment is, or while this equals the experiment''s restorations.';

-- Runs that were deleted by themselves and not restored by themselves. Their experiment may have restored them since.
create table run_deletions (
    run_id     text   primary key,
    deleted_at bigint not null -- the latest time; of an imported run, when it was imported
);

create table run_params (
    run_id          text   not null,
    key             text   not null,
    value           text   not null,
    sequence_number bigint not null, -- of the event in the run's stream
    prefix          text   not null generated always as (left(value, 64)) stored,
    primary key (run_id, key)
);

create table run_tags (
    run_id text not null,
    key    text not null,
    value  text not null,
    sealed_by text,
    prefix text not null generated always as (left(value, 64)) stored,
    primary key (run_id, key)
);

create table run_datasets (
    run_id          text    not null,
    name            text    not null,
    digest          text    not null,
    source_type     text    not null,
    source          text    not null,
    schema          text,
    profile         text,
    tags            jsonb   not null, -- {key: value, …}
    tags_sealed_by  text,             -- of the tag that names a person
    context         text,             -- the tag that says what it was used for
    sequence_number bigint  not null, -- of the event in the run's stream
    place           integer not null, -- in the event
    primary key (run_id, name, digest)
);
create index run_datasets_by_name on run_datasets (name, digest);

create table run_model_inputs (
    run_id          text    not null,
    model_id        text    not null,
    sequence_number bigint  not null,
    place           integer not null,
    primary key (run_id, model_id)
);
create index run_model_inputs_by_model on run_model_inputs (model_id);

create table run_model_outputs (
    run_id          text    not null,
    model_id        text    not null,
    step            bigint  not null,
    sequence_number bigint  not null,
    place           integer not null,
    primary key (run_id, model_id)
);
create index run_model_outputs_by_model on run_model_outputs (model_id);

-- A value can be longer than an index entry, so that its beginning stands for it: in a column, as PostgreSQL reads no
-- expression from an index alone. These and the two of latest_metrics answer searches without the tables.
create index run_params_by_value on run_params (key, prefix, run_id);
create index run_tags_by_value on run_tags (key, prefix, run_id);

-- One row for each logged batch: a point is the same index in every array.
create table metric_batches (
    run_id          text     not null,
    sequence_number bigint   not null, -- of the event in the run's stream
    keys            text[]   not null,
    "values"        float8[] not null,
    timestamps      bigint[] not null,
    steps           bigint[] not null,
    origins         jsonb,             -- [{"model_id","dataset_name","dataset_digest"} or null, …]; null when none has any
    primary key (run_id, sequence_number)
);

create table latest_metrics (
    run_id text   not null,
    key    text   not null,
    value  float8 not null, -- NaN is stored as NaN
    ts     bigint not null,
    step   bigint not null,
    origin jsonb,
    primary key (run_id, key) include (value)
);
create index latest_metrics_by_value on latest_metrics (key, value) include (run_id);

create table artifacts (
    owner  text   not null, -- the stream of the run or logged model that it belongs to
    path   text   not null, -- relative to the owner's artifact root, without a leading slash
    sha256 text   not null,
    size   bigint not null, -- bytes
    primary key (owner, path)
);

create table logged_models (
    model_id      text    primary key,
    experiment_id text    not null,
    name          text    not null,
    model_type    text,
    status        text    not null, -- PENDING, READY, FAILED
    source_run_id text,
    artifact_uri  text    not null,
    created_at    bigint  not null,
    updated_at    bigint  not null, -- when its status last changed
    deleted       boolean not null
);
create index logged_models_by_experiment on logged_models (experiment_id, created_at desc, model_id);

create table logged_model_params (
    model_id text not null,
    key      text not null,
    value    text not null,
    primary key (model_id, key)
);

create table logged_model_tags (
    model_id text not null,
    key      text not null,
    value    text not null,
    sealed_by text,
    primary key (model_id, key)
);

-- Written by the streams of runs: every point that was measured of a logged model.
create table logged_model_metrics (
    model_id        text    not null,
    run_id          text    not null,
    sequence_number bigint  not null, -- of the event in the run's stream
    place           integer not null, -- in the event, from 0
    key             text    not null,
    value           float8  not null, -- NaN is stored as NaN
    ts              bigint  not null,
    step            bigint  not null,
    dataset_name    text,
    dataset_digest  text,
    primary key (run_id, sequence_number, place)
);
create index logged_model_metrics_by_model on logged_model_metrics (model_id, key, ts);

-- Registry ---------------------------------------------------------------------------------------------------------

create table registered_models (
    model_id    text   primary key,
    name        text   not null,
    description text,
    created_by  text   not null, -- subject id
    created_at  bigint not null,
    updated_at  bigint not null  -- the latest of the model's own and its versions' changes
);
create index registered_models_by_name on registered_models (name);
create index registered_models_by_update on registered_models (updated_at);

create table registered_model_tags (
    model_id text not null,
    key      text not null,
    value    text not null,
    sealed_by text,
    prefix   text not null generated always as (left(value, 64)) stored,
    primary key (model_id, key)
);
create index registered_model_tags_by_value on registered_model_tags (key, prefix, model_id);

create table model_aliases (
    model_id text    not null,
    alias    text    not null,
    version  integer not null,
    primary key (model_id, alias)
);

create table model_versions (
    model_id        text    not null,
    version         integer not null,
    source          text    not null, -- as the client gave it
    location        text    not null, -- where its files are: the source, resolved
    run_id          text,
    run_link        text,
    logged_model_id text,
    stage           text    not null, -- None, Staging, Production, Archived
    created_by      text    not null, -- subject id
    creator_sealed_by text,           -- where the creator is a name that came with an import: by whose key the log seals it
    created_at      bigint  not null, -- of an imported version, when the server that it came from says
    recorded_at     bigint  not null, -- when it was known here
    primary key (model_id, version)
);
create index model_versions_by_stage on model_versions (model_id, stage, version); -- the latest of each
create index model_versions_by_creation on model_versions (created_at);
create index model_versions_by_run on model_versions (run_id);
create index model_versions_by_logged_model on model_versions (logged_model_id) where logged_model_id is not null;

-- What a version consists of, as far as the server could find out.
create table model_version_artifacts (
    model_id   text    not null,
    version    integer not null,
    state      text    not null, -- pending, verified, unverified
    digest     text,             -- of all files; null unless verified
    files      jsonb,            -- path, sha256, size in bytes; null unless verified
    reason     text,             -- null unless unverified
    decided_at bigint,
    primary key (model_id, version)
);
create index model_version_artifacts_by_digest on model_version_artifacts (digest) where digest is not null;
create index model_version_artifacts_pending on model_version_artifacts (model_id, version) where state = 'pending';

-- The version's own stream writes here, which may be read before its model's.
create table model_version_descriptions (
    model_id    text    not null,
    version     integer not null,
    description text    not null,
    primary key (model_id, version)
);

-- The latest change of a version's stage or description, whichever stream it came from.
create table model_version_updates (
    model_id   text    not null,
    version    integer not null,
    updated_at bigint  not null,
    primary key (model_id, version)
);
create index model_version_updates_by_time on model_version_updates (updated_at);

create table model_version_tags (
    model_id text    not null,
    version  integer not null,
    key      text    not null,
    value    text    not null,
    sealed_by text,
    prefix   text    not null generated always as (left(value, 64)) stored,
    primary key (model_id, version, key)
);
create index model_version_tags_by_value on model_version_tags (key, prefix, model_id, version);

-- Governance -------------------------------------------------------------------------------------------------------

create table change_requests (
    request_id   text    primary key,
    ballot       text    not null, -- of all that are decided together: the request that was the first of them
    model_id     text    not null,
    topic        text    not null, -- what they have in common, as stage/3/Production
    kind         text    not null, -- stage, alias, version-deletion, model-deletion, renaming, tag
    version      integer,          -- null when the change is of none
    target       text,             -- the stage, the alias, the new name or the tag's key
    value        text,             -- of the tag; null when it is to be deleted
    origin       text,             -- the version's stage, or the alias's version, when it was asked for or approved
    requested_by text    not null, -- subject id
    requested_at bigint  not null,
    comment      jsonb,            -- sealed text
    policies     jsonb   not null, -- name and revision of those that were in force
    state        text    not null, -- OPEN, APPROVED, REJECTED, CANCELLED, EXPIRED, SUPERSEDED
    closed_by    text,
    closed_at    bigint,
    answer       jsonb,            -- sealed text
    evaluation   jsonb,            -- what the policies said, once it was approved
    successor    text,             -- the request that took its place
    predecessor  text              -- the closed one that it asks for once more
);
create index change_requests_by_version on change_requests (model_id, version, state);
create index change_requests_by_topic on change_requests (model_id, topic) where state = 'OPEN';
create index change_requests_open on change_requests (requested_at, request_id) where state = 'OPEN';
create index change_requests_by_ballot on change_requests (ballot);
create index change_requests_by_requester on change_requests (requested_by, requested_at, request_id);

create table voices (
    event_id text    primary key,
    ballot   text    not null,
    kind     text    not null, -- APPROVAL, VETO, BREAK_GLASS
    said_by  text    not null, -- subject id
    said_at  bigint  not null,
    meaning  text,             -- of an approval's signature
    comment  jsonb,            -- sealed text
    subject  jsonb,            -- what exactly was approved, each fact by name
    state    text    not null, -- STANDS, WITHDRAWN, STALE, DISMISSED, REVOKED
    changed  jsonb,            -- the facts that are not what they were, where that ended it
    ended_by text,
    ended_at bigint
);
comment on table voices is 'What people said about a change that was asked for: that they approve, or that they object.';
create index voices_by_ballot on voices (ballot, said_at);
create index voices_by_person on voices (said_by, ballot);

create table findings (
    finding_id text    primary key,
    request_id text    not null, -- the first of those that the approval was for
    model_id   text    not null,
    topic      text    not null, -- of the change
    version    integer,          -- null when the change was of none
    made       boolean not null, -- whether the change was made on the strength of that approval
    raised_by  text    not null, -- subject id
    raised_at  bigint  not null,
    severity   text    not null,
    owner      text    not null, -- subject id
    due_at     bigint  not null,
    body       jsonb   not null, -- sealed text
    state      text    not null, -- OPEN, RESOLVED, OVERDUE, DROPPED
    closed_by  text,
    closed_at  bigint,
    answer     jsonb             -- sealed text
);
comment on table findings is 'What approvers want mended and approved on condition of; dropped when their approval ended otherwise.';
create index findings_due on findings (due_at) where state = 'OPEN';
create index findings_by_owner on findings (owner, due_at) where state = 'OPEN';
create index findings_by_model on findings (model_id, raised_at);
create index findings_by_request on findings (request_id);

create table bypasses (
    request_id   text    primary key, -- the first of those for the change
    model_id     text    not null,
    version      integer,
    first        text    not null, -- subject id, of the one who proposed it
    second       text    not null, -- subject id, of the one who did it
    requesters   jsonb   not null, -- subject ids
    broken_at    bigint  not null,
    until        bigint  not null,
    reviewed_by  text,             -- null while the review is open
    reviewed_at  bigint,
    conclusion   jsonb             -- sealed text
);
comment on table bypasses is 'Changes that two people made although rules did not let them pass, and what others made of it.';
create index bypasses_to_review on bypasses (broken_at) where reviewed_at is null;

create table placements (
    model_id   text    not null,
    place      text    not null, -- stage/Production, alias/champion
    version    integer not null,
    event_id   text    not null, -- of the decision that put it there, or that approved it anew
    decided_at bigint  not null,
    decided_by text    not null, -- subject id
    requests   text[]  not null, -- those that the decision was about; none where nobody had to ask
    policies   jsonb   not null, -- name and revision of those that had a say
    subject    jsonb,            -- what exactly was approved, each fact by name; null where no policy had a say
    read_at    jsonb,            -- the streams that were looked at, with the sequence number of the last event of each
    until      bigint,           -- when it needs a regular approval; null unless two people broke the glass for it
    revoked_by text,             -- the event by which an approval of it was revoked; null when none was
    primary key (model_id, place, version)
);
comment on table placements is 'Where versions serve somebody, and by which decision: what the deployment gate answers from.';

create table gate_answers (
    model_id text    not null,
    place    text    not null,
    version  integer not null,
    verdict  text    not null, -- ALLOW, WARN, DENY
    reasons  jsonb   not null, -- their codes
    since    bigint  not null,
    event_id text    not null, -- that says so
    primary key (model_id, place, version)
);
comment on table gate_answers is 'What the deployment gate was last known to say; it works its answers out anew each time.';

-- What deployments that name themselves were told last.
create table gate_deployments (
    model_id   text    not null,
    deployment text    not null, -- the name by which it asks
    place      text    not null,
    version    integer not null,
    verdict    text    not null, -- ALLOW, WARN, DENY
    reasons    jsonb   not null, -- their codes
    since      bigint  not null,
    event_id   text    not null, -- that says so
    primary key (model_id, deployment, place, version)
);

create table withdrawals (
    withdrawal_id text   primary key,
    thing         text   not null, -- its kind, a slash and its id
    declared_by   text   not null, -- subject id
    declared_at   bigint not null,
    reason        jsonb  not null, -- sealed text
    lifted_by     text,            -- null while it stands
    lifted_at     bigint,
    answer        jsonb            -- sealed text: why it was lifted
);
comment on table withdrawals is 'Things on which nothing may rest: what does is frozen.';
create index withdrawals_by_time on withdrawals (declared_at, withdrawal_id);

create table frozen_versions (
    model_id      text    not null,
    version       integer not null,
    withdrawal_id text    not null,
    frozen_at     bigint  not null,
    event_id      text    not null, -- that says so
    primary key (model_id, version, withdrawal_id)
);
create index frozen_versions_by_withdrawal on frozen_versions (withdrawal_id);

-- Every revision of a policy that was ever proposed.
create table policy_revisions (
    policy      text    not null,
    revision    integer not null,
    source      text    not null, -- the document, to the letter
    reporters   jsonb   not null, -- whom it means by those who report checks: subject ids by name
    state       text    not null, -- PROPOSED, IN_FORCE, SUPERSEDED, RETIRED, REJECTED, WITHDRAWN
    proposed_by text    not null, -- subject id
    proposed_at bigint  not null,
    in_force_at bigint,           -- null until it was agreed to
    ended_at    bigint,           -- null while it is in force, and for what never was
    primary key (policy, revision)
);
create index policy_revisions_in_force on policy_revisions (policy) where state = 'IN_FORCE';

create table policy_proposals (
    proposal_id text    primary key,
    policy      text    not null,
    revision    integer not null,
    retires     boolean not null,
    proposed_by text    not null, -- subject id
    proposed_at bigint  not null,
    comment     jsonb,            -- sealed text
    state       text    not null, -- OPEN, AGREED, REJECTED, WITHDRAWN
    closed_by   text,
    closed_at   bigint,
    answer      jsonb             -- sealed text
);
create index policy_proposals_open on policy_proposals (proposed_at) where state = 'OPEN';

-- Whose word on changes is in whose hand.
create table delegations (
    delegation_id text   primary key,
    given_by      text   not null, -- subject id; whose word it is
    given_to      text   not null, -- subject id
    starts_at     bigint not null,
    ends_at       bigint not null, -- the first moment at which it holds no more
    given_at      bigint not null,
    comment       jsonb,           -- sealed text
    revoked_by    text,            -- null unless it was revoked
    revoked_at    bigint,
    answer        jsonb            -- sealed text, of whoever revoked it
);
create index delegations_by_end on delegations (ends_at) where revoked_at is null;

-- Who is to be forgotten, or was.
create table erasures (
    erasure_id      text   primary key,
    person          text   not null, -- subject id
    proposed_by     text   not null, -- subject id
    proposed_at     bigint not null,
    reason          jsonb,           -- sealed text
    state           text   not null, -- OPEN, DECLINED, CARRIED_OUT
    closed_by       text,
    closed_at       bigint,
    answer          jsonb,           -- sealed text
    key_fingerprint text             -- of the key that was destroyed; null while it was not, and where there was none
);
create index erasures_by_time on erasures (proposed_at, erasure_id);

-- What is held on an object directly.
create table object_permissions (
    object_type    text    not null, -- REGISTERED_MODEL, EXPERIMENT
    object_id      text    not null, -- root: what all objects of the kind inherit from
    principal_kind text    not null, -- USER, GROUP
    principal_id   text    not null, -- subject id; name of the group
    level          text    not null, -- CAN_READ, CAN_EDIT, and so on as Databricks has them
    given          boolean not null, -- by somebody; false for what the creator holds by having created it
    primary key (object_type, object_id, principal_kind, principal_id)
);
create index object_permissions_by_principal on object_permissions (principal_kind, principal_id, object_type);

create table comments (
    comment_id text    primary key,
    model_id   text    not null,
    version    integer not null,
    author     text    not null, -- subject id
    body       jsonb   not null, -- sealed text
    created_at bigint  not null,
    updated_at bigint  not null
);
create index comments_by_version on comments (model_id, version, created_at);

-- What people talk over about requests for changes, also after these were decided.
create table threads (
    thread_id   text    primary key,
    request_id  text    not null,
    model_id    text    not null,
    version     integer,          -- that the request is of; null when it is of none
    begun_by    text    not null, -- subject id
    begun_at    bigint  not null,
    resolved_by text,             -- null while it is open
    resolved_at bigint
);
create index threads_by_request on threads (request_id, begun_at, thread_id);

create table thread_comments (
    comment_id text    primary key,
    thread_id  text    not null,
    author     text    not null, -- subject id
    body       jsonb,            -- sealed text; null once it was deleted
    written_at bigint  not null,
    edited_at  bigint,
    deleted_by text,             -- subject id
    deleted_at bigint
);
create index thread_comments_by_thread on thread_comments (thread_id, written_at, comment_id);

create table mentions (
    comment_id  text    not null,
    person      text    not null, -- subject id
    thread_id   text    not null,
    answered_at bigint,           -- when they replied to the thread or resolved it; null while it waits for them
    primary key (comment_id, person)
);
comment on table mentions is 'Whom comments in threads name, until the comment names them no longer.';
create index mentions_waiting on mentions (person) where answered_at is null;
create index mentions_by_thread on mentions (thread_id, person);

create table refused_attempts (
    attempt_id text    primary key, -- in the order of time
    refused_at bigint  not null,
    actor      text    not null,    -- subject id
    operation  text    not null,    -- for example decide-transition
    model_id   text,                -- null where it is not known what was aimed at; and so with the next three
    version    integer,
    topic      text,                -- which change, as stage/3/Production, or which other thing, as policy/credit
    request_id text,
    reason     text    not null     -- for example own-request
);
comment on table refused_attempts is 'What people tried and were refused for who they are or for what policies say.';
create index refused_attempts_by_actor on refused_attempts (actor, attempt_id);
create index refused_attempts_by_model on refused_attempts (model_id, attempt_id);
create index refused_attempts_by_reason on refused_attempts (reason, attempt_id);

create table accesses (
    access_id text   primary key, -- in the order of time
    seen_at   bigint not null,
    kind      text   not null,    -- signed-in, sign-in-refused, audit-read
    actor     text   not null,    -- subject id
    method    text,               -- of sign-ins: for example token
    token_id  text,
    operation text,               -- of reading: for example read-events
    request   jsonb,              -- sealed text
    address   jsonb  not null     -- sealed text
);
comment on table accesses is 'Who signed in or was turned away, and who read what is on record.';
create index accesses_by_actor on accesses (actor, access_id);
create index accesses_by_kind on accesses (kind, access_id);

-- What jobs said of their checks, each state that they went through.
create table check_reports (
    model_id    text    not null,
    version     integer not null,
    check_name  text    not null,
    external_id text    not null, -- of the job, as its own system names it
    state       text    not null, -- QUEUED, RUNNING, PASSED, FAILED
    reporter    text    not null, -- subject id
    reported_at bigint  not null,
    link        text,
    summary     jsonb,            -- sealed text
    digest      text,             -- SHA-256 of the job's report, in hexadecimal
    superseded  boolean not null, -- by a later state of the same job
    primary key (model_id, version, check_name, external_id, state)
);
create index check_reports_standing on check_reports (model_id, version, reported_at, check_name, external_id)
    where not superseded;

-- Documents that stand for a version; those that were withdrawn are in the timeline alone.
create table version_evidence (
    model_id   text    not null,
    version    integer not null,
    slot       text    not null,
    sha256     text    not null, -- of the bytes, which the artifact store has
    producer   text    not null, -- subject id
    media_type text    not null,
    size       bigint  not null, -- bytes
    name       text    not null,
    given_at   bigint  not null,
    primary key (model_id, version, slot, sha256, producer)
);

-- The last answer to each item.
create table checklist_answers (
    model_id    text    not null,
    version     integer not null,
    checklist   text    not null,
    item        text    not null,
    answer      text    not null, -- yes, no, n/a
    note        jsonb,            -- sealed text
    answered_by text    not null, -- subject id
    answered_at bigint  not null,
    primary key (model_id, version, checklist, item)
);

-- Every event of a version's life, whichever stream it came from.
create table timeline (
    event_id    text    not null,
    model_id    text    not null,
    version     integer not null,
    type        text    not null, -- the event's stable name, as transition-approved
    occurred_at bigint  not null,
    actor       text    not null, -- subject id
    written     jsonb,            -- sealed text: the comment, or the value of a tag that names a person
    details     jsonb   not null, -- what else the event says: from, to, key, value, alias
    primary key (model_id, version, occurred_at, event_id)
);

-- Lineage ----------------------------------------------------------------------------------------------------------

-- What rests on what, and from which event to which. A thing is its kind, a slash and its id: run/…, model-version/…/3.
create table lineage_edges (
    source      text    not null, -- what the other rests on
    target      text    not null, -- what rests on it
    relation    text    not null, -- input, output, code, parent, …
    detail      jsonb   not null, -- what else is to be said of it: {name: value, …}
    since       bigint  not null, -- the place in the log of the event that says so
    place       integer not null, -- in the event
    since_event text    not null, -- its id
    since_at    bigint  not null,
    until       bigint,           -- the place in the log of the event that ends it; null while it holds
    until_event text,
    primary key (since, place)
);
create index lineage_edges_down on lineage_edges (source);
create index lineage_edges_up on lineage_edges (target);

-- Import -----------------------------------------------------------------------------------------------------------

-- Under which id here what came from another server is to be found again.
create table imported (
    server    text not null, -- its address
    kind      text not null, -- experiment, model
    source_id text not null, -- there; a model's is its name
    id        text not null, -- here
    primary key (server, kind, source_id)
);
create index imported_by_id on imported (kind, id);

-- Webhooks ---------------------------------------------------------------------------------------------------------

-- Addresses and secrets are not derived from the log: they are in ops.webhook_endpoints.
create table webhooks (
    webhook_id     text   primary key,
    kind           text   not null, -- COUNTERSIGN, DATABRICKS, MLFLOW, JENKINS
    name           text,
    description    jsonb,           -- sealed text
    models         text[] not null default '{}', -- ids; none for the whole registry
    events         text[] not null default '{}', -- in the words of the kind
    stages         text[] not null default '{}',
    status         text   not null default 'DISABLED', -- ACTIVE, DISABLED, TEST_MODE
    blocked_head   text   not null default 'WAIT', -- WAIT, SKIP
    origin         text   not null default '', -- scheme, host and port of the receiver
    job            text,            -- of kind JENKINS
    job_parameters jsonb,
    job_check      text,
    given_up       text,            -- GONE, FAILING: why the server disabled it
    created_by     text   not null, -- subject id
    created_at     bigint not null,
    updated_at     bigint not null default 0
);
