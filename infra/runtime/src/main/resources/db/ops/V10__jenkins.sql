-- Builds that Jenkins-style servers were asked for and named a place in their queue for, followed until they end.
create table ops.jenkins_builds (
    build_id    bigint      generated always as identity primary key,
    webhook_id  text        not null,
    event_index bigint      not null, -- with the part: the delivery that asked for it
    part        integer     not null,
    server      text        not null, -- base address; a webhook that is led elsewhere is not asked about this build
    job         text        not null, -- path through the folders
    queue_item  bigint      not null, -- the server's number for its place in the queue
    model_id    text,                 -- version, check and reporter are null when no result is reported
    version     integer,
    check_name  text,
    reporter    text,                 -- subject id of the account in whose name it is
    state       text        not null default 'queued', -- queued, running, ended, cancelled, lost
    number      integer,              -- null while it waits in the queue
    link        text,
    result      text,                 -- in the server's words; null until it has ended
    reported    text,                 -- the last state that was reported on the version
    remark      text,                 -- a sentence: why it is lost, or why its result was not reported
    due         timestamptz not null default now(), -- when the server is asked next
    made_at     timestamptz not null default now(),
    ended_at    timestamptz,
    unique (webhook_id, event_index, part, queue_item)
);
create index jenkins_builds_to_follow on ops.jenkins_builds (due) where state in ('queued', 'running');
create index jenkins_builds_by_end on ops.jenkins_builds (ended_at) where ended_at is not null;

grant select, insert, update, delete on ops.jenkins_builds to ${app};
grant usage on sequence ops.jenkins_builds_build_id_seq to ${app};
