-- Files that came with a step of a case in the unit portal, each sealed under the applicant's key.
create table case_files (
    office_id text not null,
    application_id uuid not null,
    -- SHA-256 of the file, lower-case hexadecimal.
    hash text not null,
    person_id uuid not null,
    size bigint not null,
    media text not null,
    sealed bytea not null,
    taken_at timestamptz not null default now(),
    -- A step names it; others go after a day.
    used boolean not null default false,
    primary key (office_id, application_id, hash)
);
create index case_files_of_person on case_files (office_id, person_id);
