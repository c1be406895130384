-- People who were forgotten, until the views have forgotten them too.
create table ops.erasures (
    subject_id      text        primary key,
    erased_at       timestamptz not null default now(),
    views_forgot_at timestamptz -- null while rows may still show what they wrote
);
grant select, insert, update on ops.erasures to ${app};
