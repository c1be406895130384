-- Accounts of people and programs whom an OpenID provider vouches for. Whom it once called by a subject it never calls
-- by another, so the row of a removed account keeps the subject out.
alter table ops.users
    add column kind             text not null default 'person' check (kind in ('person', 'service')),
    add column issuer           text, -- with the subject: null for an account of this server alone
    add column external_subject text,
    add column proven_at        timestamptz, -- when the provider last said that they may come in
    add constraint users_external check ((issuer is null) = (external_subject is null));
create unique index users_by_external_subject on ops.users (issuer, external_subject);

-- Tokens by which programs sign in. Of the token itself there is but its hash.
create table ops.access_tokens (
    token_id     text        primary key,
    subject_id   text        not null references ops.users,
    hash         text        not null unique, -- SHA-256, in hexadecimal digits
    name         text        not null,
    scopes       text[]      not null,
    issued_by    text        not null,
    issued_at    timestamptz not null default now(),
    expires_at   timestamptz not null,
    last_used_at timestamptz, -- to within some seconds; null: never
    revoked_at   timestamptz
);
create index access_tokens_by_user on ops.access_tokens (subject_id, token_id);
grant select, insert, update on ops.access_tokens to ${app};
