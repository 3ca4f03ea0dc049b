-- What the screens read: projections of the log, written in the transaction of each event, and
-- equal to what replaying the log gives. Then drafts and attachments, which are not in the log.
--
-- The queue belongs to this file: of other databases' events only what the whole office shares
-- (staff, persons, applications, guidance) is here. Days are Europe/Istanbul, YYYY-MM-DD.

-- The rules the tables were last projected by.
create table projection_state (
    id integer primary key check (id = 1),
    version integer not null
) strict;

-- The latest settings of the office, as JSON. One row.
create table office (
    id integer primary key check (id = 1),
    configured text not null
) strict;

create table staff (
    id blob primary key,
    person blob not null,
    name text not null
) strict;
create index staff_person on staff (person);

create table tickets (
    id blob primary key,
    day text not null,
    number integer not null,
    place integer not null,
    lane text not null,
    rank integer not null,
    claims text not null,
    visitor blob not null,
    issued_at integer not null,
    -- Name of the state; the state whole, as JSON; and of it what is looked for.
    state text not null,
    detail text not null,
    counter integer,
    held_until integer,
    changed_at integer not null
) strict;
create index tickets_number on tickets (day, number);
create index tickets_place on tickets (day, place);
create index tickets_visitor on tickets (visitor);
-- The queue: few rows, however many tickets have ended. Its first entry for a lane is who is next.
create index tickets_open on tickets (day, state, lane, rank, place) where state <> 'ended';

-- Every call, in order. The run of priority calls is counted from those by policy.
create table calls (
    seq integer primary key,
    ticket blob not null,
    day text not null,
    lane text not null,
    basis text not null,
    by_policy integer not null,
    undone integer not null default 0,
    called_at integer not null
) strict;
create index calls_ticket on calls (ticket, seq);
create index calls_run on calls (day, lane, seq) where by_policy and not undone;

create table visits (
    id blob primary key,
    day text not null,
    ticket blob,
    counter integer not null,
    visitor blob not null,
    opened_at integer not null,
    closed_at integer
) strict;
create index visits_day on visits (day);
create index visits_ticket on visits (ticket) where ticket is not null;
create index visits_open on visits (counter) where closed_at is null;

create table guidance (
    id blob primary key,
    visit blob not null,
    visitor blob not null,
    topic text,
    outcome text not null,
    minutes integer not null,
    note text not null,
    given_at integer not null
) strict;
create index guidance_visit on guidance (visit);
create index guidance_visitor on guidance (visitor);

-- n is the number of the record that first named the person, so that newer persons come later.
create table persons (
    n integer primary key,
    id blob not null unique,
    -- The person whole, as JSON; and of it what is looked for.
    data text not null,
    number text,
    phone text,
    place text,
    neighbourhood text,
    folded text not null
) strict;
create index persons_number on persons (number) where number is not null;
create index persons_phone on persons (phone) where phone is not null;
create index persons_neighbourhood on persons (place, neighbourhood) where place is not null;

-- Whose visits were whose: erased together.
create table person_visitors (
    person blob not null,
    visitor blob not null,
    primary key (person, visitor)
) strict, without rowid;

-- n is the number of the registration's record.
create table applications (
    n integer primary key,
    id blob not null unique,
    number text not null,
    office text not null,
    year integer not null,
    database integer not null,
    sequence integer not null,
    person blob not null,
    visit blob,
    topic text,
    registered_at integer not null,
    due text not null,
    -- The registration whole, as JSON.
    record text not null,
    -- The applicant's folded name, for the search.
    folded text not null
) strict;
create index applications_number on applications (number);
create index applications_sequence on applications (office, year, database, sequence);
create index applications_person on applications (person, n);
create index applications_topic on applications (topic, n) where topic is not null;
create index applications_visit on applications (visit) where visit is not null;

-- The search by name. The texts are folded before, so that the tokenizer has nothing to do; the
-- order is that of n, never a rank. What is erased is erased from them at once. They are merged by
-- the store's housekeeping instead of in a commit; the indexed beginnings cover what a clerk
-- types, since a beginning that is not indexed is searched through whole.
create virtual table person_search using fts5 (
    folded, content = 'persons', content_rowid = 'n',
    tokenize = 'ascii', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6 7 8 9 10'
);
insert into person_search (person_search, rank) values ('secure-delete', 1), ('automerge', 0);
create virtual table application_search using fts5 (
    folded, content = 'applications', content_rowid = 'n',
    tokenize = 'ascii', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6 7 8 9 10'
);
insert into application_search (application_search, rank)
    values ('secure-delete', 1), ('automerge', 0);

-- Forms being typed.
create table drafts (
    id blob primary key,
    counter integer not null,
    visit blob,
    form text not null,
    saved_at integer not null
) strict;

-- Files handed in, once each, under the SHA-256 of their bytes. They are not sealed under a
-- person's key, since nobody knows yet whose they are when they are taken in: erasing a person
-- deletes the rows that only that person's applications use.
create table attachments (
    hash text primary key check (length(hash) = 64),
    media text not null,
    bytes blob not null,
    taken_at integer not null
) strict;
create table attachment_uses (
    application blob not null,
    hash text not null,
    primary key (application, hash)
) strict, without rowid;
create index attachment_uses_hash on attachment_uses (hash);
