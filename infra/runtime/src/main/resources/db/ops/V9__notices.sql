-- By what people and groups want to be told of what waits for them. Deleting a row forgets the address.
create table ops.notice_channels (
    owner      text    not null, -- subject id, or the name of a group
    of_group   boolean not null,
    channel    text    not null, -- email, chat
    address    bytea   not null, -- of e-mail, or the URL of an incoming webhook; encrypted with the server's secret key
    happenings text[]  not null, -- waiting, decided, expiring, expired
    timing     text    not null, -- immediate, hourly, daily
    hour       integer not null, -- of the day in UTC, for daily
    quiet      boolean not null, -- nothing is told for the time being
    primary key (of_group, owner, channel)
);

-- What happened and people are still to be told of: written as the stream of the log moves on, deleted once notices are made.
create table ops.notice_occasions (
    occasion   text        not null, -- the event's id, or what it is a reminder of
    topic_kind text        not null, -- request, proposal, bypass
    topic_id   text        not null,
    happening  text        not null,
    outcome    text,                 -- what was decided
    actor      text        not null, -- who did it, and is not told
    at         timestamptz not null,
    not_before timestamptz,          -- after a failure
    primary key (occasion, topic_kind, topic_id)
);

create table ops.notices (
    notice_id    uuid        primary key default gen_random_uuid(),
    occasion     text        not null,
    topic_kind   text        not null,
    topic_id     text        not null,
    happening    text        not null,
    outcome      text,
    owner        text        not null,
    of_group     boolean     not null,
    channel      text        not null,
    made_at      timestamptz not null,
    since        timestamptz not null,           -- when it was first to be sent
    due_at       timestamptz not null,           -- when it is to be sent, or sent again
    gathered     boolean     not null,           -- goes into one message with the others
    state        text        not null default 'due', -- due, sent, dropped, failed
    message_id   text,                           -- of the message that it is in, the same for each attempt
    leased_until timestamptz,                    -- a server is sending it
    attempted_at timestamptz,
    attempts     integer     not null default 0,
    sent_at      timestamptz,
    problem      text,                           -- why it was not sent
    unique (occasion, topic_kind, topic_id, of_group, owner, channel)
);
create index notices_due on ops.notices (due_at) where state = 'due';
create index notices_by_owner on ops.notices (of_group, owner, channel, made_at);
create index notices_by_topic on ops.notices (topic_kind, topic_id) where of_group;

grant select, insert, update, delete on ops.notice_channels, ops.notice_occasions, ops.notices to ${app};
