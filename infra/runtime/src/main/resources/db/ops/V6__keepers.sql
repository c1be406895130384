-- Who else can sign in by an account, having set its password, and whom nobody vouched for yet. Accounts from before stand
-- for themselves. Those that the server itself made are the first of all; whom they hire need nobody else's word.
alter table ops.users
    add column keeper text references ops.users check (keeper <> subject_id),
    add column founder boolean not null default true;
alter table ops.users alter column founder set default false;

-- The people behind accounts: those whom services act for, and those who keep what nobody vouched for. Who stands for
-- themselves is not among the accounts.
create function ops.people_behind(accounts text[]) returns table (account text, person text)
language sql stable
begin atomic
    with recursive hands as (
        select subject_id as account, coalesce(acts_for, keeper) as hand
        from ops.users
        where subject_id = any (accounts) and coalesce(acts_for, keeper) is not null
        union
        select hands.account, coalesce(acts_for, keeper)
        from hands join ops.users on subject_id = hand
        where coalesce(acts_for, keeper) is not null
    )
    select hands.account, hand
    from hands join ops.users on subject_id = hand
    where coalesce(acts_for, keeper) is null;
end;
