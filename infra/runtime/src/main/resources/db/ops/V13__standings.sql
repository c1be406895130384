-- What accounts were before they were changed, for whoever asks as of an earlier point: each row was true from the event
-- known_from (its global_index) up to, and without, the event known_to. Written with the transaction's commit, by when the log
-- has the event.
create table ops.standings (
    subject_id text     not null references ops.users,
    kind       text     not null,
    roles      text[]   not null,
    groups     text[]   not null,
    acts_for   text,
    keeper     text,
    removed_at timestamptz,
    known_from bigint   not null,
    known_to   bigint   not null,
    primary key (subject_id, known_from)
);

create function ops.keep_standing() returns trigger language plpgsql as $$
declare
    forever constant bigint := 9223372036854775807;
    known constant bigint := coalesce((
        select global_index from log.domain_event_entry
        where aggregate_identifier = 'user/' || new.subject_id order by sequence_number desc limit 1), 0);
begin
    delete from ops.standings where subject_id = new.subject_id and known_to = forever and known_from >= known;
    update ops.standings set known_to = known where subject_id = new.subject_id and known_to = forever;
    insert into ops.standings
        select subject_id, kind, roles, groups, acts_for, keeper, removed_at, known, forever
        from ops.users where subject_id = new.subject_id;
    return null;
end $$;

create constraint trigger keep_standing_of_new after insert on ops.users
    deferrable initially deferred for each row execute function ops.keep_standing();
create constraint trigger keep_standing_of_changed after update on ops.users
    deferrable initially deferred for each row
    when ((old.kind, old.roles, old.groups, old.acts_for, old.keeper, old.removed_at)
        is distinct from (new.kind, new.roles, new.groups, new.acts_for, new.keeper, new.removed_at))
    execute function ops.keep_standing();

-- Those who were there before this was kept, as if they had always been what they are.
insert into ops.standings
    select subject_id, kind, roles, groups, acts_for, keeper, removed_at, coalesce((
        select min(global_index) from log.domain_event_entry where aggregate_identifier = 'user/' || subject_id), 0),
        9223372036854775807
    from ops.users;

grant select, insert, update, delete on ops.standings to ${app};

-- Whom accounts count as, as of the point that the search path means: "accounts" is a view of the same columns in each schema
-- of views.
set local check_function_bodies = off;
create or replace function ops.people_behind(accounts text[]) returns table (account text, person text)
language sql stable
as $$
    with recursive walk as (
        select a.subject_id as account, coalesce(a.keeper, a.acts_for) as hand, array[a.subject_id] as path
        from accounts a
        where a.subject_id = any ($1) and coalesce(a.keeper, a.acts_for) is not null
        union all
        select walk.account, coalesce(a.keeper, a.acts_for), path || hand
        from walk join accounts a on a.subject_id = hand
        where coalesce(a.keeper, a.acts_for) is not null and hand <> all (path)
    ), ends as (
        select walk.account, case
            when hand = any (path)
                then (select min(member collate "C") from unnest(path[array_position(path, hand):]) as ring (member))
            when coalesce(a.keeper, a.acts_for) is null then hand
        end as person
        from walk join accounts a on a.subject_id = hand
    )
    select ends.account, ends.person
    from ends
    where ends.person is not null and ends.person <> ends.account
$$;
