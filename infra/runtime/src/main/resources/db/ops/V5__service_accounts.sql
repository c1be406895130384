-- The person behind an account of a service. It stays when either is removed: what was done is still theirs.
alter table ops.users add column acts_for text references ops.users check (acts_for <> subject_id);
create index users_by_person on ops.users (acts_for) where acts_for is not null;
