-- Who runs central: administrators, and how far each device has read.

-- Up to here the device was handed the feed, noted at the end of the feed and at most once a minute
-- on the way.
alter table devices add column feed_position bigint not null default 0;
alter table devices add column feed_read_at timestamptz;

-- Administrators of the whole country: they belong to no office.
create table administrators (
    administrator_id uuid primary key,
    -- E-mail address as it was given, and as it is compared.
    login text not null,
    login_key text not null unique,
    name text not null,
    -- Argon2id in PHC form; null until the administrator chooses a password.
    password_hash text,
    -- SHA-256 of the one-time code a password is chosen with.
    code_hash bytea check (octet_length(code_hash) = 32),
    code_expires_at timestamptz,
    created_at timestamptz not null default now(),
    disabled_at timestamptz
);

create table administrator_sessions (
    -- SHA-256 of the token in the cookie.
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    administrator_id uuid not null references administrators on delete cascade,
    created_at timestamptz not null default now(),
    idle_ends_at timestamptz not null,
    ends_at timestamptz not null
);
create index administrator_sessions_of on administrator_sessions (administrator_id);

-- What administrators did, of which office, for those who look into it later.
create table administrator_acts (
    act_id uuid primary key,
    administrator_id uuid not null,
    act text not null,
    office_id text,
    device_id uuid,
    done_at timestamptz not null default now()
);
