-- What a person has to decide, and what was decided. Projections of the log, but for receipts,
-- which now keep what central said of other databases' operations too.

-- Every record of a person's data, in the order persons are merged in: that of the office's feed,
-- what central has not confirmed yet last.
create table person_versions (
    seq integer primary key,
    operation blob not null,
    person blob not null,
    position integer,
    -- The data whole, and what was known before it, as JSON.
    data text not null,
    edited_from text,
    actor text not null,
    at integer not null
) strict;
create index person_versions_person on person_versions (person, position, seq);
create index person_versions_operation on person_versions (operation);

-- Values of a person's fields that came second.
create table person_contests (
    -- The operation that came second, and the one whose value stands.
    operation blob not null,
    field text not null,
    first blob not null,
    person blob not null,
    primary key (operation, field)
) strict, without rowid;
create index person_contests_person on person_contests (person);

-- What central told that a desk cannot see by itself.
create table review_notices (
    operation blob primary key,
    application blob not null,
    -- The event whole, as JSON.
    opened text not null
) strict, without rowid;

-- What was decided; of several decisions on one item the first in the feed stands.
create table review_decisions (
    seq integer primary key,
    operation blob not null,
    field text,
    person blob not null,
    application blob,
    position integer,
    -- The event whole, as JSON, with the reason.
    decided text not null,
    actor text not null,
    at integer not null
) strict;
create index review_decisions_item on review_decisions (operation, field);
create index review_decisions_person on review_decisions (person, position, seq);
create index review_decisions_application on review_decisions (application, position, seq)
    where application is not null;

-- Numbers an application was registered under, or was given, beside the one it has now.
create table former_numbers (
    number text not null,
    application blob not null,
    -- The one it was registered under.
    registered integer not null,
    primary key (number, application)
) strict, without rowid;
create index former_numbers_application on former_numbers (application);

-- Steps that did not fit are few among millions.
create index case_steps_refused on case_steps (seq) where refused = 1 and position is not null;
