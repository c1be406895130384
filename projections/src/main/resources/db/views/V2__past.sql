-- What each row of these tables was before it was changed, so that whoever asks as of an earlier point is told what was known
-- then: beside each a table with the same columns, "…_past", which triggers write. A row there was true from the event
-- known_from (its global_index) up to, and without, the event known_to. See ADR 39.

do $$
declare
    kept text;
    keys text;
    columns text;
    its_index record;
begin
    foreach kept in array array[
        'registered_models', 'registered_model_tags', 'model_aliases', 'model_versions', 'model_version_artifacts',
        'model_version_descriptions', 'model_version_tags', 'change_requests', 'voices', 'findings', 'bypasses',
        'placements', 'gate_answers', 'frozen_versions', 'policy_revisions', 'policy_proposals', 'delegations', 'object_permissions', 'comments',
        'threads', 'thread_comments', 'mentions', 'check_reports', 'version_evidence', 'checklist_answers'] loop
        -- The time of the last change comes from several streams: registry_touches has it.
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns
        from pg_attribute
        where attrelid = kept::regclass and attnum > 0 and not attisdropped
            and not (kept = 'registered_models' and attname = 'updated_at');
        select string_agg(format('%1$I = old.%1$I', attname), ' and ') into keys
        from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
        where indrelid = kept::regclass and indisprimary;

        execute format('create table %1$I as select %2$s, 0::bigint as known_from, 0::bigint as known_to from %3$I with no data',
            kept || '_past', columns, kept);
        execute format('alter table %I alter known_from set not null, alter known_to set not null', kept || '_past');
        for its_index in
            select regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', 'using ') as definition
            from pg_index where indrelid = kept::regclass and pg_get_indexdef(indexrelid) !~ '\mupdated_at\M' loop
            execute format('create index on %I %s', kept || '_past', its_index.definition);
        end loop;

        execute format($trigger$
            create function %1$s() returns trigger language plpgsql as $function$
            declare
                known bigint;
            begin
                if current_setting('countersign.forgetting', true) = 'on' then
                    return null;
                end if;
                -- Missing where somebody changes rows by hand, as the owner: that is no news of the log's.
                known := case when current_user = 'countersign_app'
                    then current_setting('countersign.event')
                    else nullif(current_setting('countersign.event', true), '') end;
                if known is null then
                    return null;
                end if;
                if tg_op <> 'INSERT' then
                    -- What the same event made and changed again was never known.
                    delete from %2$I where %3$s and known_to = 9223372036854775807 and known_from >= known;
                    update %2$I set known_to = known where %3$s and known_to = 9223372036854775807;
                end if;
                if tg_op <> 'DELETE' then
                    insert into %2$I (%4$s, known_from, known_to) select %5$s, known, 9223372036854775807;
                end if;
                return null;
            end $function$
            $trigger$, 'keep_' || kept, kept || '_past', keys, columns, 'new.' || replace(columns, ', ', ', new.'));
        execute format('create trigger keep_past after insert or delete on %I for each row execute function %s()',
            kept, 'keep_' || kept);
        -- What somebody wrote may be forgotten later, and then not be told apart from what they wrote before.
        execute format('create trigger keep_past_of_changed after update on %I for each row '
            'when ((%s) is distinct from (%s)%s) execute function %s()',
            kept, 'old.' || replace(columns, ', ', ', old.'), 'new.' || replace(columns, ', ', ', new.'),
            case when columns ~ '\msealed_by\M' then ' or new.sealed_by is not null' else '' end, 'keep_' || kept);
    end loop;
end $$;

-- When a model, or a version of it, was changed: the streams of both say so, in whichever order they are read.
create table registry_touches (
    model_id   text    not null,
    version    integer not null, -- 0: the model
    known_from bigint  not null, -- global_index of the event
    updated_at bigint  not null,
    primary key (model_id, version, known_from)
);

-- Who has an account and what it is, by the name that it has in the past too.
create view accounts with (security_invoker) as
    select subject_id, username, kind, roles, groups, acts_for, keeper, removed_at from ops.users;
