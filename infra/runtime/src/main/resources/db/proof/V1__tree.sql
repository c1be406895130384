-- The Merkle tree over the whole log. Nodes are derived from the log and can be made again with the same result; what was
-- signed cannot.

-- 256 nodes of one level beside one another, or fewer where the tree ends. A level of tiles stands for eight of the tree.
create table proof.tiles (
    level       smallint not null,
    index       bigint   not null,
    hashes      bytea    not null, -- 32 bytes each
    first_event bigint,            -- global_index of the event that its first leaf is of; null above level 0
    primary key (level, index)
);
alter table proof.tiles alter column hashes set storage external; -- hashes cannot be compressed
create index tiles_by_event on proof.tiles (first_event) where level = 0;

-- How far the tree has come: one row, which is locked by whoever makes it grow.
create table proof.head (
    size       bigint not null, -- leaves
    last_event bigint not null, -- global_index; every event up to there is a leaf
    only_one   boolean primary key default true check (only_one)
);
insert into proof.head (size, last_event) values (0, 0);

create table proof.checkpoints (
    size      bigint primary key, -- leaves
    signed_at bigint not null,    -- milliseconds since the epoch
    note      text   not null     -- signed, to the letter
);

grant usage on schema proof to ${app};
grant select, insert, update on proof.tiles to ${app};
grant select, update on proof.head to ${app};
grant select, insert on proof.checkpoints to ${app};
