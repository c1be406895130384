-- What the server needs to run and cannot derive from the log. This schema only goes forward.

create table ops.snapshot_event_entry (
    aggregate_identifier varchar(300) not null,
    sequence_number      bigint       not null,
    type                 varchar(100) not null,
    event_identifier     varchar(36)  not null unique,
    payload_type         varchar(300) not null,
    payload_revision     varchar(10),
    time_stamp           varchar(40)  not null,
    payload              bytea        not null,
    meta_data            bytea,
    primary key (aggregate_identifier, sequence_number)
);

create table ops.token_entry (
    processor_name varchar(100) not null,
    segment        integer      not null,
    token          bytea,
    token_type     varchar(200),
    time_stamp     varchar(40),
    owner          varchar(200),
    primary key (processor_name, segment)
);

-- Reservations: written in the transaction of the command that decides.

create sequence ops.experiment_ids;

create table ops.experiments (
    experiment_id text    primary key,
    name          text    not null unique, -- a deleted experiment keeps its name
    deleted       boolean not null default false,
    restorations  integer not null default 0
);

create table ops.model_names (
    name     text primary key,
    model_id text not null
);

-- People.

create table ops.person_keys (
    subject_id text  primary key,
    key        bytea not null -- AES-256; deleting the row erases what the person wrote
);

create table ops.users (
    subject_id    text        primary key,
    username      text        not null,
    password_hash text,                    -- PHC string; null: cannot sign in
    roles         text[]      not null,
    groups        text[]      not null default '{}',
    number        bigint      generated always as identity, -- the id that MLflow's users API shows
    created_at    timestamptz not null default now(),
    removed_at    timestamptz -- a removed user keeps the name here, so that the history can say who it was
);
-- One user for each name, however it is written: who reads an approval could not tell Alice from alice.
create unique index users_by_name on ops.users (lower(username)) where removed_at is null;

-- Answers to POSTs that carried an Idempotency-Key, kept for 24 hours.

create table ops.idempotent_answers (
    subject_id  text        not null,
    key         text        not null,
    fingerprint text        not null, -- SHA-256 of method, path and body
    status      integer     not null,
    body        text        not null,
    answered_at timestamptz not null default now(),
    primary key (subject_id, key)
);
create index idempotent_answers_by_age on ops.idempotent_answers (answered_at);

-- Which events each feed of the log has carried, so that none is missed.

create table ops.feeds (
    feed    text           primary key,
    carried int8multirange not null default '{}' -- of global_index
);

-- What tells this installation from others that share a Kafka cluster.

create table ops.installation (
    id uuid primary key default gen_random_uuid()
);
insert into ops.installation default values;

grant usage on schema ops to ${app};
grant select, insert, update, delete on all tables in schema ops to ${app};
grant usage, select on all sequences in schema ops to ${app};
