-- Service requests that came over Open311: what of them everybody may read (src/central/open311).
create table open311_requests (
    office_id text not null,
    application_id uuid not null,
    number text not null,
    requested_at timestamptz not null default now(),
    primary key (office_id, application_id)
);
create unique index open311_requests_by_number on open311_requests (office_id, number);
create index open311_requests_by_age on open311_requests (office_id, requested_at);

-- Sign-ins with an OpenID provider that are under way (src/central/oidc), by SHA-256 of their state.
create table oidc_attempts (
    state_hash bytea primary key check (octet_length(state_hash) = 32),
    -- Nonce and PKCE verifier, sealed under a key made of the state.
    sealed bytea not null,
    ends_at timestamptz not null
);
create index oidc_attempts_by_age on oidc_attempts (ends_at);
