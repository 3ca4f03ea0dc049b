-- The log of everything that happened, and what sync and sealing need.
--
-- Times are microseconds since 1970 UTC. Identifiers are the 16 bytes of the UUID.

-- The event log. Rows are only ever appended: seq is dense from 1, and sqlite_sequence remembers
-- the highest, so that a lost end shows too.
create table operations (
    seq integer primary key autoincrement,
    op_id blob not null unique check (length(op_id) = 16),
    office text not null,
    device blob not null check (length(device) = 16),
    dseq integer not null check (dseq > 0),
    prev_hash text not null check (length(prev_hash) = 64),
    hash text not null check (length(hash) = 64),
    actor text not null,
    role_version integer not null,
    schema integer not null,
    kind text not null,
    case_id blob check (length(case_id) = 16),
    base_revision integer,
    body text not null,
    device_time integer not null,
    -- Made in this file, by this device or by one it was before a restore.
    own integer not null check (own in (0, 1)),
    -- Says again, after a restore, what another operation here says: without effect.
    repeats integer not null check (repeats in (0, 1)),
    -- Place in the office's feed at central; null for own operations and before they came back.
    feed_position integer,
    unique (device, dseq)
) strict;

-- The history of one case.
create index operations_case on operations (case_id, seq) where case_id is not null;

-- Operations central holds are never dropped: one that contradicts the log is kept here.
create table contradictions (
    op_id blob primary key,
    feed_position integer not null,
    operation text not null
) strict;

-- Who this database is, and how far sync has come. One row.
create table device (
    id integer primary key check (id = 1),
    device blob not null check (length(device) = 16),
    -- Null until the office is set up.
    office text,
    -- The DD of the application numbers given from now on.
    device_number integer check (device_number between 0 and 99),
    epoch blob,
    acked integer not null default 0,
    cursor integer not null default 0,
    last_receipt integer,
    server text,
    secret text,
    ca_certificate text,
    lease_holder blob,
    lease_until integer
) strict;

-- Who this database was before it was restored from a backup.
create table former_devices (
    device blob primary key,
    office text,
    device_number integer,
    -- Last operation of that device in the backup, and the last one central had confirmed.
    head integer not null,
    acked integer not null,
    restored_at integer not null,
    -- When everything of it was known to be at central, or was sent again.
    settled_at integer
) strict;

-- Receipts a person has to look at: conflicts and rejections.
create table receipts (
    op_id blob primary key,
    dseq integer not null,
    outcome text not null,
    received_at integer not null,
    seen_at integer
) strict;

-- The keys personal data is sealed under. A destroyed key leaves its row, so that no copy of it
-- comes back from elsewhere.
create table person_keys (
    person blob primary key check (length(person) = 16),
    key blob check (length(key) = 32),
    destroyed_at integer,
    check ((key is null) = (destroyed_at is not null))
) strict, without rowid;
