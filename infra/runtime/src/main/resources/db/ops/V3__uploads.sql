-- Keys by which the server knows its own links again, drawn at the first start.

create table ops.signing_keys (
    purpose text  primary key,
    key     bytea not null
);

-- Artifacts that arrive in parts, until all of them are there.

create table ops.uploads (
    upload_id  text        primary key,
    address    text        not null, -- where the file will be, as clients address the store
    subject_id text        not null, -- who began it, and alone may end it
    parts      integer     not null,
    part_size  bigint,               -- bytes; of every part but the last; null until one of them arrives
    sha256     text,                 -- once the parts are joined
    size       bigint,               -- bytes; once the parts are joined
    completed  boolean     not null default false, -- whether the event is written
    started_at timestamptz not null default now()
);
create index uploads_by_age on ops.uploads (started_at);

create table ops.upload_parts (
    upload_id text    not null references ops.uploads on delete cascade,
    number    integer not null,
    size      bigint  not null, -- bytes
    checksum  text    not null, -- as the store told it
    primary key (upload_id, number)
);

grant select, insert, update, delete on ops.signing_keys, ops.uploads, ops.upload_parts to ${app};
