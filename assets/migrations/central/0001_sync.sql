-- What central holds of the desks: who they are, what they sent, what became of it.
-- Every table about an office leads with office_id and every query names it, so that the same
-- schema distributes by office.

-- One row: which life of the database this is. A restored database starts a new epoch.
create table server_state (
    only_row boolean primary key default true check (only_row),
    epoch uuid not null,
    previous_epoch uuid,
    epoch_started_at timestamptz not null default now(),
    system_identifier text not null,
    timeline text not null
);

create table offices (
    office_id text primary key check (office_id ~ '^[0-9]{5}$'),
    -- Last position of the office's feed. Allocated under this row's lock: a sequence would let
    -- a reader pass a position that commits later.
    feed_head bigint not null default 0,
    -- Up to here the feed is the same as in the previous epoch.
    feed_base bigint not null default 0,
    created_at timestamptz not null default now()
);

create table devices (
    office_id text not null references offices,
    device_id uuid not null,
    -- The DD of its application numbers. Never given to another device, not even after
    -- revocation: numbers are for ever.
    device_number smallint not null check (device_number between 1 and 99),
    secret_hash bytea not null check (octet_length(secret_hash) = 32),
    version text not null,
    enrolled_at timestamptz not null default now(),
    last_seen_at timestamptz,
    revoked_at timestamptz,
    quarantined_at timestamptz,
    -- The device's history, dense from 1: the last operation held and its hash.
    acked_dseq bigint not null default 0,
    acked_hash bytea not null default decode(repeat('00', 32), 'hex'),
    primary key (office_id, device_id),
    unique (office_id, device_number)
);

create table enrolment_codes (
    office_id text not null references offices,
    code_id text not null,
    secret_hash bytea not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    attempts_left smallint not null,
    used_at timestamptz,
    used_by uuid,
    primary key (office_id, code_id, created_at)
);
create index enrolment_codes_by_id on enrolment_codes (code_id, created_at desc);

create table operations (
    office_id text not null,
    position bigint not null,
    device_id uuid not null,
    dseq bigint not null,
    op_id uuid not null,
    prev_hash bytea not null,
    hash bytea not null,
    actor text not null,
    role_version bigint not null,
    schema_version bigint not null,
    kind text not null,
    case_id uuid,
    base_revision bigint,
    body text not null,
    device_time timestamptz not null,
    received_at timestamptz not null default now(),
    -- The person whose data is sealed in the body.
    person_id uuid,
    -- applied, conflict (review_id) or rejected (reject_reason)
    outcome text not null check (outcome in ('applied', 'conflict', 'rejected')),
    review_id uuid,
    reject_reason text,
    -- Whether this version of central understood the kind; the others were stored and forwarded.
    understood boolean not null,
    primary key (office_id, position),
    constraint operations_device_history unique (office_id, device_id, dseq),
    constraint operations_op_id unique (office_id, op_id)
);

-- Keys the persons' data is sealed under. Destroying one (key set to null) destroys the data; a
-- destroyed key never comes back.
create table person_keys (
    office_id text not null,
    person_id uuid not null,
    key bytea,
    received_at timestamptz not null default now(),
    destroyed_at timestamptz,
    primary key (office_id, person_id),
    check ((key is null) = (destroyed_at is not null))
);

create table applications (
    office_id text not null,
    application_id uuid not null,
    number text not null,
    -- Another application already had the number; a person decides (reviews).
    number_clash boolean not null default false,
    revision bigint not null default 1,
    status text not null,
    registered_at timestamptz not null,
    -- Feed position of the registration; the sealed text is in that operation.
    registered_position bigint not null,
    primary key (office_id, application_id)
);
create unique index applications_number on applications (office_id, number)
    where not number_clash;

-- What a person has to decide.
create table reviews (
    office_id text not null,
    review_id uuid not null,
    kind text not null,
    op_id uuid not null,
    application_id uuid not null,
    other_application_id uuid,
    created_at timestamptz not null default now(),
    decided_at timestamptz,
    primary key (office_id, review_id)
);

-- What a forked device offered, kept for the administrator who finds out which history is right.
create table forks (
    office_id text not null,
    device_id uuid not null,
    found_at timestamptz not null default now(),
    held_dseq bigint not null,
    offered text not null,
    primary key (office_id, device_id, found_at)
);
