-- Officers of service units and their sessions in the unit portal.

create table officers (
    office_id text not null references offices,
    -- The staff id the office's records name the officer by.
    officer_id uuid not null,
    unit_code text not null,
    -- E-mail address as it was given; compared in its folded form (officer_logins).
    login text not null,
    name text not null,
    -- Argon2id in PHC form; null until the officer chooses a password.
    password_hash text,
    -- SHA-256 of the one-time code a password is chosen with.
    code_hash bytea check (octet_length(code_hash) = 32),
    code_expires_at timestamptz,
    created_at timestamptz not null default now(),
    disabled_at timestamptz,
    primary key (office_id, officer_id)
);

-- Whom an address belongs to: an officer types no office. Distributed by login.
create table officer_logins (
    login_key text primary key,
    office_id text not null,
    officer_id uuid not null
);

create table officer_sessions (
    office_id text not null,
    -- SHA-256 of the token in the cookie.
    token_hash bytea not null check (octet_length(token_hash) = 32),
    officer_id uuid not null,
    created_at timestamptz not null default now(),
    idle_ends_at timestamptz not null,
    ends_at timestamptz not null,
    primary key (office_id, token_hash),
    foreign key (office_id, officer_id) references officers on delete cascade
);
create index officer_sessions_of on officer_sessions (office_id, officer_id);

-- Attempts to sign in that did not succeed, by SHA-256 of the folded login: an address nobody has is
-- slowed down like any other, and what strangers type is not kept.
create table sign_in_attempts (
    subject bytea primary key check (octet_length(subject) = 32),
    failures integer not null,
    last_at timestamptz not null,
    blocked_until timestamptz not null
);
create index sign_in_attempts_by_age on sign_in_attempts (last_at);
