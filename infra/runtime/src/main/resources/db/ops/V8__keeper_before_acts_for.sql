-- Whoever keeps an account can sign in by it, whomever it is said to act for: it counts as the keeper's until it is vouched
-- for, and only then as that of the person. Where a chain has no end, all who come to its ring are one of those in it.
create or replace function ops.people_behind(accounts text[]) returns table (account text, person text)
language sql stable
begin atomic
    with recursive walk as (
        select subject_id as account, coalesce(keeper, acts_for) as hand, array[subject_id] as path
        from ops.users
        where subject_id = any (accounts) and coalesce(keeper, acts_for) is not null
        union all
        select walk.account, coalesce(keeper, acts_for), path || hand
        from walk join ops.users on subject_id = hand
        where coalesce(keeper, acts_for) is not null and hand <> all (path)
    ), ends as (
        select walk.account, case
            when hand = any (path)
                then (select min(member collate "C") from unnest(path[array_position(path, hand):]) as ring (member))
            when coalesce(keeper, acts_for) is null then hand
        end as person
        from walk join ops.users on subject_id = hand
    )
    select ends.account, ends.person
    from ends
    where ends.person is not null and ends.person <> ends.account;
end;
