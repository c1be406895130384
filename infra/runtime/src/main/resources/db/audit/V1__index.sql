-- Where in the log the events are that somebody may ask for. Derived from the log: it can be emptied and made again, with the
-- same result. What the events say is in the log alone; of what people wrote there are hashes under keys of their own.
-- Keys are the first 64 bits of a SHA-256 over what they stand for.

-- How far the index has come: one row, which is locked by whoever makes it grow.
create table audit.head (
    position bigint  not null, -- global_index; every event up to there is in the index
    revision integer not null, -- of what is indexed, and how; a newer release begins anew
    only_one boolean primary key default true check (only_one)
);
insert into audit.head (position, revision) values (0, 0);

-- Events of one type by one actor in one experiment, or in none. There are few of these, however many events there are.
create table audit.kinds (
    kind           bigint primary key,
    type           text   not null, -- as the log names it
    actor          text   not null, -- subject id
    experiment     text   not null, -- id; empty for what is in none
    first_position bigint not null,
    last_position  bigint not null,
    events         bigint not null
) with (fillfactor = 50);
create index kinds_by_actor on audit.kinds (actor);
create index kinds_by_experiment on audit.kinds (experiment) where experiment <> '';

create table audit.entries (
    position    bigint  primary key, -- global_index
    at          bigint  not null,    -- microseconds since the epoch
    kind        bigint  not null,
    run         bigint,
    correlation bigint,
    type        integer not null     -- the first 32 bits of its key
);
create index entries_by_kind on audit.entries (kind, position);
create index entries_by_type on audit.entries (type, position);
create index entries_by_run on audit.entries (run, position) include (kind) where run is not null;
create index entries_by_correlation on audit.entries (correlation, position) include (kind)
    where correlation is not null;

-- What an event is about beside that: a model, a version, a word, a field that it sets.
create table audit.marks (
    mark     bigint not null,
    position bigint not null,
    kind     bigint not null,
    primary key (mark, position) include (kind)
);

-- Between which times a stretch of 4096 positions lies: clocks of several servers do not agree to the millisecond.
create table audit.stretches (
    stretch  bigint primary key, -- position / 4096
    first_at bigint not null,
    last_at  bigint not null
) with (fillfactor = 50);

-- The experiment of a run or logged model, which says so only when it begins.
create table audit.owners (
    stream     bigint primary key,
    experiment text   not null
);

-- What a model or experiment was ever called.
create table audit.names (
    kind     text   not null, -- model, experiment
    name     text   not null,
    id       text   not null,
    position bigint not null, -- when it was last given that name
    primary key (kind, name, id)
);
create index names_by_id on audit.names (kind, id, position);

grant usage on schema audit to ${app};
grant select, insert, update, truncate on all tables in schema audit to ${app};
revoke all on audit.flyway_schema_history from ${app};
