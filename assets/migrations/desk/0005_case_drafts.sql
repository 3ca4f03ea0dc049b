-- What is being typed on the pages of cases and is no step yet. Not of the log. Each counter keeps
-- its own copy of a text it goes on with, so that no counter overwrites what another types.
create table case_drafts (
    id blob not null,
    counter integer not null,
    application blob not null,
    -- Which page it is typed on, and what stands in its fields, as JSON.
    sheet text not null,
    typed text not null,
    saved_at integer not null,
    primary key (id, counter)
) strict, without rowid;
create index case_drafts_application on case_drafts (application, saved_at);
