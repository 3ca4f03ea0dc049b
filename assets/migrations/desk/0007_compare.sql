-- Comparing with central, and giving back what it has lost.

-- Where an operation stood in the feed of a central that has lost it, until it is given back.
alter table operations add column lost_position integer;
create index operations_lost on operations (lost_position) where lost_position is not null;
-- What an operation repeats stands at its place too, without being in the feed itself.
create index operations_repeating on operations (feed_position, seq) where repeats = 1;

-- The epochs of central this file has known: in each of them central was another device.
create table epochs (
    epoch blob primary key check (length(epoch) = 16)
) strict, without rowid;
insert into epochs (epoch) select epoch from device where epoch is not null;

-- Operations central has lost and refuses to take back.
create table refused_returns (
    op_id blob primary key check (length(op_id) = 16),
    reason text not null,
    refused_at integer not null
) strict, without rowid;

-- What was found when it was last compared. One row.
create table comparison (
    id integer primary key check (id = 1),
    compared_at integer not null,
    upto integer not null,
    differing_days integer not null,
    fetched integer not null,
    given_back integer not null,
    unresolved integer not null
) strict;
