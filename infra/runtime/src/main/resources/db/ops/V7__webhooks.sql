-- Webhooks: where they go, what is to be delivered, and what came of it.

-- Address and secrets of a receiver, which are in no event.
create table ops.webhook_endpoints (
    webhook_id text  primary key,
    sealed     bytea not null -- JSON, encrypted with the server's secret key
);

-- By which a server notices that it was given another secret key than the one before it.
create table ops.secret_key_check (
    one    boolean primary key default true check (one),
    sealed bytea   not null
);

-- Who is told of the next event: the active webhooks, as the stream that makes deliveries has read it.
create table ops.webhook_subscribers (
    webhook_id text   primary key,
    kind       text   not null,
    models     text[] not null, -- ids; none for the whole registry
    events     text[] not null,
    stages     text[] not null,
    skips      boolean not null -- whether what was not taken holds up nothing else
);

-- What a receiver is to be told. What belongs to one model is in one lane, and is delivered in the order of the log.
create table ops.deliveries (
    webhook_id  text        not null,
    event_index bigint      not null, -- global index in the log
    part        integer     not null, -- 0, or which of several messages of one event
    event_id    text        not null,
    word        text        not null, -- the event, in the words of the webhook's kind
    lane        text        not null,
    state       text        not null default 'pending', -- pending, delivered, exhausted, dropped
    attempts    integer     not null default 0, -- since it was asked for last
    due         timestamptz not null default now(),
    made_at     timestamptz not null default now(),
    ended_at    timestamptz,
    primary key (webhook_id, event_index, part)
);
create index deliveries_to_make on ops.deliveries (webhook_id, lane, event_index, part) where state = 'pending';
create index deliveries_by_event on ops.deliveries (event_id);
create index deliveries_by_end on ops.deliveries (ended_at) where state <> 'pending';

-- Lanes with something to deliver, and for a while those that had. Whoever claims one works on it alone. The rows change
-- with each message, so there is room for it on their pages and no index on what changes: they never grow.
create table ops.delivery_lanes (
    webhook_id    text        not null,
    lane          text        not null,
    due           timestamptz not null, -- of the first message; infinity when there is none
    claimed_by    text,
    claimed_until timestamptz,
    primary key (webhook_id, lane)
) with (fillfactor = 40);

create table ops.delivery_attempts (
    attempt_id  bigint      generated always as identity primary key,
    webhook_id  text        not null,
    event_index bigint      not null,
    part        integer     not null,
    at          timestamptz not null,
    status      integer,              -- of HTTP; null when there was no answer
    latency     integer     not null, -- milliseconds
    answer      bytea,                -- its first 4 kB
    error       text,                 -- a sentence; null when there was an answer
    next_due    timestamptz           -- null when no other attempt follows
);
create index delivery_attempts_of_delivery on ops.delivery_attempts (webhook_id, event_index, part);

-- How each receiver does.
create table ops.webhook_health (
    webhook_id    text primary key,
    failing_since timestamptz, -- of the first failure since the last success; null when the last attempt succeeded
    last_success  timestamptz,
    last_failure  timestamptz
);

grant select, insert, update, delete on ops.webhook_endpoints, ops.secret_key_check, ops.webhook_subscribers,
    ops.deliveries, ops.delivery_lanes, ops.delivery_attempts, ops.webhook_health to ${app};
grant usage on sequence ops.delivery_attempts_attempt_id_seq to ${app};
