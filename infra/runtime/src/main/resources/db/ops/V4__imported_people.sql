-- People whom the servers that were imported from know, and whom nobody here may be. Erasing the key erases the name.
create table ops.imported_people (
    server     text not null, -- the address of the server that knows them
    username   text not null, -- there
    subject_id text not null unique references ops.person_keys on delete cascade,
    primary key (server, username)
);
grant select, insert, update, delete on ops.imported_people to ${app};
