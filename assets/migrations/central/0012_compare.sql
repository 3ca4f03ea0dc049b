-- Comparing what desks hold with what central holds.

-- Up to here the office's feed is sorted into days.
create table digest_progress (
    office_id text primary key,
    position bigint not null
);

-- What is held of a day (UTC, by the device's clock), and where in the feed it lies. A cache of the
-- operations: all of it can be made again, and is after a restore.
create table digest_days (
    office_id text not null,
    day date not null,
    first_position bigint not null,
    last_position bigint not null,
    -- How many, and the root of their tree; null since an operation of the day arrived.
    operations bigint,
    root bytea check (octet_length(root) = 32),
    computed_at timestamptz,
    primary key (office_id, day),
    check ((root is null) = (operations is null) and (root is null) = (computed_at is null))
);

-- What a device found when it last compared.
create table comparisons (
    office_id text not null,
    device_id uuid not null,
    compared_at timestamptz not null default now(),
    upto bigint not null,
    differing_days bigint not null,
    fetched bigint not null,
    given_back bigint not null,
    unresolved bigint not null,
    primary key (office_id, device_id)
);
