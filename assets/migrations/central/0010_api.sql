-- Programs of other channels that hand in applications (src/central/api). A client is not of one
-- office, so these tables are distributed by the client.

create table api_clients (
    -- The keyid of its signatures.
    client_id text primary key,
    name text not null,
    -- Ed25519.
    public_key bytea check (octet_length(public_key) = 32),
    -- SHA-256 of the API key of a client that knows Open311 alone.
    api_key_hash bytea check (octet_length(api_key_hash) = 32),
    channels text[] not null check (cardinality(channels) > 0),
    -- Offices it may hand in to; all where none is named.
    offices text[] not null,
    per_minute integer not null check (per_minute > 0),
    created_at timestamptz not null default now(),
    revoked_at timestamptz,
    check ((public_key is null) <> (api_key_hash is null))
);
create unique index api_clients_by_key on api_clients (api_key_hash)
    where api_key_hash is not null;

-- How much of what it may send in a minute a client has sent: the instant at which it may send all
-- of it again.
create table api_rates (
    client_id text primary key,
    free_at timestamptz not null
);

-- Nonces of signatures that are still good.
create table api_nonces (
    client_id text not null,
    nonce text not null,
    forgotten_at timestamptz not null,
    primary key (client_id, nonce)
);
create index api_nonces_by_age on api_nonces (client_id, forgotten_at);

-- Files that wait for their application, sealed under a key only the client has.
create table api_files (
    client_id text not null,
    -- SHA-256 of what the client knows the file by.
    file_hash bytea not null check (octet_length(file_hash) = 32),
    sealed bytea not null,
    size bigint not null,
    taken_at timestamptz not null default now(),
    primary key (client_id, file_hash)
);
create index api_files_by_age on api_files (client_id, taken_at);

-- What was asked under which idempotency key, and what was answered. It is kept as long as the
-- application: the application's id follows from the key.
create table api_requests (
    client_id text not null,
    -- SHA-256 of the key, and of the body.
    key_hash bytea not null check (octet_length(key_hash) = 32),
    body_hash bytea not null check (octet_length(body_hash) = 32),
    office_id text not null,
    application_id uuid not null,
    channel text not null,
    begun_at timestamptz not null default now(),
    -- From here on known once it is registered.
    number text,
    answer text,
    done_at timestamptz,
    primary key (client_id, key_hash)
);
create unique index api_requests_by_number on api_requests (client_id, number)
    where number is not null;
create index api_requests_done on api_requests (client_id, done_at, number)
    where number is not null;
