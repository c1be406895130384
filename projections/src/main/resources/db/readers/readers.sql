-- What the role countersign_reader sees: the rows of those models and experiments on which the person for whom a connection
-- reads holds any level. A table that is not named here has no rows for that role. The server's own role sees and writes all.
-- Runs with search_path = the schema of the views, which is called "views" when anybody reads; see ADR 34.

-- Says for whom the connection reads from now on, by listing what they hold a level on: once, and not for each row of each
-- query. A level on the root is one on every object of the kind.
create function see_as(person text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    groups constant text[] := coalesce(
        (select u.groups from ops.users u where u.subject_id = person and u.removed_at is null), '{}');
    held record;
begin
    for held in
        select kind, array(
            select p.object_id from views.object_permissions p
            where p.object_type = kind and (
                p.principal_kind = 'USER' and p.principal_id = person
                or p.principal_kind = 'GROUP' and p.principal_id = any (groups))) as objects
        from unnest(array['REGISTERED_MODEL', 'EXPERIMENT']) kind loop
        perform set_config('countersign.' || lower(held.kind), held.objects::text, false);
        perform set_config('countersign.every_' || lower(held.kind), ('root' = any (held.objects))::text, false);
    end loop;
end $$;

do $$
declare
    name text;
    -- The conditions in it are evaluated once for each query, as they depend on no row.
    seen constant text := 'create policy readers on %1$I for select to countersign_reader using ('
        '(select current_setting(''countersign.every_%2$s'', true) = ''true'')'
        ' or %1$I.%3$s in (select unnest(current_setting(''countersign.%2$s'', true)::text[])))';
begin
    for name in select tablename from pg_tables where schemaname = current_schema() and tablename not like 'flyway%' loop
        execute format('alter table %I enable row level security', name);
        execute format('create policy server on %I to countersign_app using (true) with check (true)', name);
        execute format('grant select on %I to countersign_reader', name);
    end loop;

    foreach name in array array['experiments', 'experiment_tags', 'runs', 'logged_models'] loop
        execute format(seen, name, 'experiment', 'experiment_id');
    end loop;

    foreach name in array array[
        'registered_models', 'registered_model_tags', 'model_aliases', 'model_versions', 'model_version_artifacts',
        'model_version_descriptions', 'model_version_updates', 'model_version_tags', 'change_requests', 'findings',
        'bypasses', 'placements', 'gate_answers', 'gate_deployments', 'frozen_versions', 'comments', 'threads',
        'check_reports', 'version_evidence', 'checklist_answers', 'timeline', 'registry_touches'] loop
        execute format(seen, name, 'registered_model', 'model_id');
        if to_regclass(name || '_past') is not null then
            execute format(seen, name || '_past', 'registered_model', 'model_id');
        end if;
    end loop;

    -- What belongs to something else is seen with it: looked up for each row. Of exists, the planner would at times rather
    -- make a list of all that is seen, for each query.
    foreach name in array array[
        'run_deletions', 'run_params', 'run_tags', 'run_datasets', 'run_model_inputs', 'run_model_outputs', 'metric_batches',
        'latest_metrics'] loop
        execute format(
            'create policy readers on %1$I for select to countersign_reader using ('
            '(select true from runs r where r.run_id = %1$I.run_id))', name);
    end loop;

    foreach name in array array['logged_model_params', 'logged_model_tags', 'logged_model_metrics'] loop
        execute format(
            'create policy readers on %1$I for select to countersign_reader using ('
            '(select true from logged_models m where m.model_id = %1$I.model_id))', name);
    end loop;

    -- About no one model; requests and comments of those that are hidden are hidden by their own tables.
    foreach name in array array[
        'policy_revisions', 'policy_revisions_past', 'policy_proposals', 'policy_proposals_past', 'delegations',
        'delegations_past'] loop
        execute format('create policy readers on %1$I for select to countersign_reader using (true)', name);
    end loop;
end $$;

-- As what they belong to is seen now, so is what they were.
do $$
declare
    suffix text;
begin
    foreach suffix in array array['', '_past'] loop
        execute format(
            'create policy readers on %1$I for select to countersign_reader using ('
            '(select true from change_requests c where c.ballot = %1$I.ballot limit 1))', 'voices' || suffix);
        execute format(
            'create policy readers on %1$I for select to countersign_reader using ('
            '(select true from threads t where t.thread_id = %1$I.thread_id))', 'thread_comments' || suffix);
        execute format(
            'create policy readers on %1$I for select to countersign_reader using ('
            '(select true from threads t where t.thread_id = %1$I.thread_id))', 'mentions' || suffix);
        execute format(
            'create policy readers on %I for select to countersign_reader using ('
            'object_id = ''root'''
            ' or (select current_setting(''countersign.every_'' || lower(object_type), true) = ''true'')'
            ' or object_id = any (current_setting(''countersign.'' || lower(object_type), true)::text[]))',
            'object_permissions' || suffix);
    end loop;
end $$;

grant select on accounts to countersign_reader;

-- With the run or logged model whose they are, and below the location of a version that is seen: who may read a version may
-- load it.
create policy readers on artifacts for select to countersign_reader using (
    case
        when starts_with(owner, 'run/') then (select true from runs r where r.run_id = substr(owner, 5))
        else (select true from logged_models m where m.model_id = substr(owner, 14))
    end
    or (
        select true from model_versions v
        where case
            when starts_with(owner, 'run/') then v.run_id = substr(owner, 5)
            else v.logged_model_id = substr(owner, 14)
        end
        and strpos(v.location, '/' || substr(owner, strpos(owner, '/') + 1) || '/artifacts') > 0
        and starts_with(
            path || '/', substr(v.location || '/', strpos(v.location || '/', '/artifacts/') + length('/artifacts/')))
        limit 1));

create policy readers on webhooks for select to countersign_reader using (
    cardinality(models) > 0
    and not exists (
        select from unnest(models) hooked
        where not exists (select from registered_models m where m.model_id = hooked)));

-- What rests on what is seen where both are. Datasets, commits, files, approvals and deployments are seen with the other.
do $$
declare
    sees constant text := 'case split_part(%1$s, ''/'', 1)'
        ' when ''run'' then (select true from runs r where r.run_id = substr(%1$s, 5))'
        ' when ''logged-model'' then (select true from logged_models m where m.model_id = substr(%1$s, 14))'
        ' when ''request'' then (select true from change_requests c where c.request_id = substr(%1$s, 9))'
        ' when ''dataset'' then true when ''commit'' then true when ''artifact'' then true'
        ' when ''approval'' then true when ''deployment'' then true'
        ' else (select true from registered_models m where m.model_id = split_part(%1$s, ''/'', 2)) end';
begin
    execute 'create policy readers on lineage_edges for select to countersign_reader using ('
        || format(sees, 'source') || ' and ' || format(sees, 'target') || ')';
    -- What is only spoken of is known to whoever sees something speak of it.
    execute 'create policy readers on withdrawals for select to countersign_reader using (case'
        ' when split_part(thing, ''/'', 1) in (''run'', ''logged-model'', ''request'', ''registered-model'', ''model-version'')'
        ' then ' || format(sees, 'thing') || ' else exists (select from lineage_edges e where e.source = thing) end)';
end $$;
