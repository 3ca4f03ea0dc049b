-- Files that applications and steps of cases name, wherever their bytes are: a projection of the log.
create table named_files (
    application blob not null,
    hash text not null,
    person blob not null,
    -- Named by this database's own record; the others' are at central.
    own integer not null,
    -- n is the number of the record.
    n integer not null,
    primary key (application, hash)
) strict, without rowid;
create index named_files_by_record on named_files (n);
create index named_files_person on named_files (person);

-- What became of bringing their bytes to central or from there. Not of the log, but a row begins with
-- each file a record names.
create table file_transfers (
    application blob not null,
    hash text not null,
    -- Central has it, or it has come from there.
    settled_at integer,
    -- Central did not have it yet, or did not take it: not before.
    retry_at integer,
    primary key (application, hash)
) strict, without rowid;
-- What is left to do; it is looked at every other second, however many files there are.
create index file_transfers_open on file_transfers (application, hash, retry_at)
    where settled_at is null;
