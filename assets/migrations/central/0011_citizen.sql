-- The pages for citizens. What is looked up before an office is known is kept under the hash that is
-- looked up, and distributed by it.

-- Who signed in, or proved by a code that an application is theirs.
create table citizen_sessions (
    -- SHA-256 of the token in the cookie.
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    -- The application that may be read.
    number text,
    -- Who signed in, sealed under a key made of the token.
    identity bytea,
    idle_ends_at timestamptz not null,
    ends_at timestamptz not null
);
create index citizen_sessions_over on citizen_sessions (ends_at);

-- One-time codes that were asked for, also for numbers nobody has: the two do not differ.
create table citizen_codes (
    -- SHA-256 of the secret in the form the code is typed into.
    asked_hash bytea primary key check (octet_length(asked_hash) = 32),
    -- SHA-256 of that secret, the number and the code.
    code_hash bytea not null check (octet_length(code_hash) = 32),
    tries integer not null default 0,
    used boolean not null default false,
    expires_at timestamptz not null
);
create index citizen_codes_over on citizen_codes (expires_at);

-- What was done in a while, by the hash of whom it is counted for: an address, a number.
create table citizen_limits (
    subject bytea primary key check (octet_length(subject) = 32),
    used integer not null,
    ends_at timestamptz not null
);
create index citizen_limits_over on citizen_limits (ends_at);

-- Applications made by somebody who was signed in, under a keyed hash of the identity number. The key
-- is no part of the database.
create table citizen_applications (
    identity_hash bytea not null check (octet_length(identity_hash) = 32),
    application_id uuid not null,
    number text not null,
    applied_at timestamptz not null default now(),
    primary key (identity_hash, application_id)
);

-- Files that came with a form that was not yet right, so that they need not be sent again. Each is
-- sealed under a key that is in the form alone.
create table citizen_uploads (
    office_id text not null,
    -- The application the form is for.
    application_id uuid not null,
    -- SHA-256 of the file, lower-case hexadecimal.
    hash text not null,
    sealed bytea not null,
    taken_at timestamptz not null default now(),
    primary key (office_id, application_id, hash)
);
create index citizen_uploads_over on citizen_uploads (taken_at);
