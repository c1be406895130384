-- What the role countersign_reader sees: the rows of those models and experiments on which the person whose subject id is
-- the setting countersign.reader holds any level. A table that is not named here has no rows for that role. The server's
-- own role sees and writes all. Runs with search_path = the schema of the views; see ADR 34.

-- A level on the root is one on every object of the kind. An expression, and no text that is read when it is called, so
-- that it means these tables whatever their schema is called later.
create function held_by_reader(kind text) returns text[]
    language sql stable security definer
    return array(
        select p.object_id from object_permissions p
        where p.object_type = kind and (
            p.principal_kind = 'USER' and p.principal_id = current_setting('countersign.reader', true)
            or p.principal_kind = 'GROUP' and p.principal_id in (
                select unnest(u.groups) from ops.users u
                where u.subject_id = current_setting('countersign.reader', true) and u.removed_at is null)));

do $$
declare
    name text;
    -- Evaluated once for each query, as they depend on no row.
    models constant text :=
        '(''root'' in (select unnest(held_by_reader(''REGISTERED_MODEL'')))'
        ' or %1$I.model_id in (select unnest(held_by_reader(''REGISTERED_MODEL''))))';
    experiments constant text :=
        '(''root'' in (select unnest(held_by_reader(''EXPERIMENT'')))'
        ' or %1$I.experiment_id in (select unnest(held_by_reader(''EXPERIMENT''))))';
begin
    for name in select tablename from pg_tables where schemaname = current_schema() and tablename not like 'flyway%' loop
        execute format('alter table %I enable row level security', name);
        execute format('create policy server on %I to countersign_app using (true) with check (true)', name);
        execute format('grant select on %I to countersign_reader', name);
    end loop;

    foreach name in array array['experiments', 'experiment_tags', 'runs', 'logged_models'] loop
        execute format('create policy readers on %1$I for select to countersign_reader using ' || experiments, name);
    end loop;

    foreach name in array array[
        'registered_models', 'registered_model_tags', 'model_aliases', 'model_versions', 'model_version_artifacts',
        'model_version_descriptions', 'model_version_updates', 'model_version_tags', 'change_requests', 'findings',
        'bypasses', 'placements', 'gate_answers', 'comments', 'threads', 'check_reports', 'version_evidence',
        'checklist_answers', 'timeline'] loop
        execute format('create policy readers on %1$I for select to countersign_reader using ' || models, name);
    end loop;

    -- What belongs to something else is seen with it.
    foreach name in array array[
        'run_deletions', 'run_params', 'run_tags', 'run_datasets', 'run_model_inputs', 'run_model_outputs', 'metric_batches',
        'latest_metrics'] loop
        execute format(
            'create policy readers on %1$I for select to countersign_reader using ('
            'exists (select from runs r where r.run_id = %1$I.run_id))', name);
    end loop;

    foreach name in array array['logged_model_params', 'logged_model_tags', 'logged_model_metrics'] loop
        execute format(
            'create policy readers on %1$I for select to countersign_reader using ('
            'exists (select from logged_models m where m.model_id = %1$I.model_id))', name);
    end loop;

    -- About no one model; requests and comments of those that are hidden are hidden by their own tables.
    foreach name in array array['policy_revisions', 'policy_proposals', 'delegations'] loop
        execute format('create policy readers on %1$I for select to countersign_reader using (true)', name);
    end loop;
end $$;

create policy readers on voices for select to countersign_reader using (
    exists (select from change_requests c where c.ballot = voices.ballot));

create policy readers on thread_comments for select to countersign_reader using (
    exists (select from threads t where t.thread_id = thread_comments.thread_id));

create policy readers on mentions for select to countersign_reader using (
    exists (select from threads t where t.thread_id = mentions.thread_id));

-- With the run or logged model whose they are, and below the location of a version that is seen: who may read a version may
-- load it.
create policy readers on artifacts for select to countersign_reader using (
    case
        when starts_with(owner, 'run/') then exists (select from runs r where r.run_id = substr(owner, 5))
        else exists (select from logged_models m where m.model_id = substr(owner, 14))
    end
    or exists (
        select from model_versions v
        where case
            when starts_with(owner, 'run/') then v.run_id = substr(owner, 5)
            else v.logged_model_id = substr(owner, 14)
        end
        and strpos(v.location, '/' || substr(owner, strpos(owner, '/') + 1) || '/artifacts') > 0
        and starts_with(
            path || '/', substr(v.location || '/', strpos(v.location || '/', '/artifacts/') + length('/artifacts/')))));

create policy readers on object_permissions for select to countersign_reader using (
    object_id = 'root'
    or object_id = any (held_by_reader(object_type))
    or 'root' = any (held_by_reader(object_type)));

create policy readers on webhooks for select to countersign_reader using (
    cardinality(models) > 0
    and not exists (
        select from unnest(models) hooked
        where not exists (select from registered_models m where m.model_id = hooked)));
