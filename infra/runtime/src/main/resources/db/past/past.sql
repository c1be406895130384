-- The schema "past": by the same names as in "views", what was known as of one event, whose global_index the connection says in
-- countersign.as_of. With search_path = past, views each query answers as of then; what has no past there is told as it is now.
-- Runs with search_path = views, as the owner, whenever the views were made anew.

drop schema if exists past cascade;
create schema past;
grant usage on schema past to countersign_app;

create function past.point() returns bigint language sql stable
return current_setting('countersign.as_of')::bigint;

-- The sequence number of a stream's last event by then; -1 where there was none.
create function past.head(stream text) returns bigint language sql stable
return coalesce(
    (select e.sequence_number from log.domain_event_entry e
     where e.aggregate_identifier = stream and e.global_index <= past.point()
     order by e.sequence_number desc limit 1), -1);

do $$
declare
    kept text;
    columns text;
begin
    for kept in
        select left(tablename, -length('_past')) from pg_tables
        where schemaname = 'views' and tablename like '%\_past' loop
        select string_agg(case
            when kept = 'registered_models' and attname = 'updated_at' then
                '(select max(t.updated_at) from views.registry_touches t where t.model_id = p.model_id and t.version = 0'
                ' and t.known_from <= past.point()) as updated_at'
            else format('p.%I', attname) end, ', ' order by attnum) into columns
        from pg_attribute
        where attrelid = format('views.%I', kept)::regclass and attnum > 0 and not attisdropped;
        execute format('create view past.%1$I with (security_invoker) as select %2$s from views.%3$I p '
            'where p.known_from <= past.point() and p.known_to > past.point()', kept, columns, kept || '_past');
    end loop;
end $$;

create view past.model_version_updates with (security_invoker) as
    select v.model_id, v.version, (
        select max(t.updated_at) from views.registry_touches t
        where t.model_id = v.model_id and t.version = v.version and t.known_from <= past.point()) as updated_at
    from past.model_versions v;

-- Of runs, what decisions on versions rest on: neither a parameter nor a point is ever changed.
create view past.run_params with (security_invoker) as
    select p.* from views.run_params p where p.sequence_number <= past.head('run/' || p.run_id);

create view past.metric_batches with (security_invoker) as
    select b.* from views.metric_batches b where b.sequence_number <= past.head('run/' || b.run_id);

create view past.latest_metrics with (security_invoker) as
    select distinct on (b.run_id, p.key) b.run_id, p.key, p.value, p.ts, p.step,
        nullif(b.origins -> (p.place::int - 1), 'null') as origin
    from past.metric_batches b
    cross join lateral unnest(b.keys, b."values", b.timestamps, b.steps)
        with ordinality as p (key, value, ts, step, place)
    order by b.run_id, p.key, p.step desc, p.ts desc, p.value desc, b.sequence_number, p.place;

-- Names are those of now: they may have been forgotten since.
create view past.accounts with (security_invoker) as
    select u.subject_id, u.username, u.kind, s.roles, s.groups, s.acts_for, s.keeper, s.removed_at
    from ops.users u join ops.standings s using (subject_id)
    where s.known_from <= past.point() and s.known_to > past.point();

do $$
declare
    reader text;
begin
    for reader in select rolname from pg_roles where rolname in ('countersign_app', 'countersign_reader') loop
        execute format('grant usage on schema past to %I', reader);
        execute format('grant select on all tables in schema past to %I', reader);
    end loop;
end $$;
