-- Browsers that people have signed in by. Of the cookie there is but its hash.
create table ops.sessions (
    session_id       text        primary key,
    subject_id       text        not null references ops.users,
    hash             text        not null unique, -- SHA-256, in hexadecimal digits
    authenticated_at timestamptz not null, -- when they showed who they are, as the provider says
    context          text,                 -- acr; null: it does not say
    methods          text[]      not null, -- amr
    begun_at         timestamptz not null default now(),
    used_at          timestamptz not null default now(), -- to within a minute
    expires_at       timestamptz not null, -- however much it is used
    ended_at         timestamptz
);
create index sessions_by_user on ops.sessions (subject_id) where ended_at is null;
create index sessions_by_end on ops.sessions (expires_at);
grant select, insert, update, delete on ops.sessions to ${app};
