-- Where every application stands, what happened to it, what its applicant was told, and the
-- directory of service units. Projections of the log.

alter table staff add column role text not null default 'clerk';

-- Service units of the office. The unit whole, as JSON.
create table units (
    code text primary key,
    closed integer not null,
    unit text not null
) strict, without rowid;

-- n is the number of the registration's record, as in applications.
create table cases (
    n integer primary key,
    id blob not null unique,
    -- Where it stands, whole, as JSON; and of it what is looked for.
    state text not null,
    -- Steps of its history that did not fit where it stood.
    refused integer not null,
    stage text not null,
    open integer not null,
    unit text,
    due text not null,
    warn text not null,
    paused integer not null,
    question integer not null,
    call_back integer,
    escalated text,
    -- Who registered it, as the log names the actor.
    clerk text not null,
    -- Who gave the last answer, and how often the chief sent one back.
    answered_by text,
    rounds integer not null
) strict;
-- Each carries what its list is narrowed and counted by, so that a count of ten thousand among a
-- million reads the index alone.
create index cases_due on cases (due, n, paused, warn) where open;
create index cases_stage on cases (stage, due, n, unit, clerk) where open;
create index cases_unit on cases (unit, due, n, paused, warn, stage) where open;
create index cases_clerk on cases (clerk, due, n, paused, warn, stage) where open;
create index cases_answered_by on cases (answered_by, rounds) where answered_by is not null;
create index cases_paused on cases (due, n, unit, clerk) where paused;
create index cases_question on cases (due, n, unit, clerk) where question;
create index cases_call_back on cases (call_back, n) where call_back is not null;
create index cases_escalated on cases (escalated, due, n, unit, clerk)
    where open and escalated is not null;

-- The history of the cases. A case is the fold of its steps in the order of the office's feed;
-- what central has not confirmed yet comes last, in the order it was made.
create table case_steps (
    seq integer primary key,
    application blob not null,
    position integer,
    person blob not null,
    -- The step whole, as JSON, with what was said.
    moved text not null,
    actor text not null,
    at integer not null,
    -- It did not fit where the case stood: nothing changed by it.
    refused integer not null
) strict;
create index case_steps_application on case_steps (application, position, seq);
create index case_steps_person on case_steps (person);

-- What applicants are told.
create table messages (
    seq integer primary key,
    id blob not null unique,
    application blob not null,
    person blob not null,
    stage text not null,
    round integer not null,
    channel text not null,
    language text not null,
    recipient text not null,
    text text not null,
    -- Name of the state; and the state whole, as JSON.
    state text not null,
    detail text not null,
    queued_at integer not null,
    changed_at integer not null
) strict;
create index messages_application on messages (application, seq);
create index messages_person on messages (person);
create index messages_under_way on messages (seq)
    where channel <> 'call' and state in ('queued', 'sent');
-- Whom the desk has to telephone: nobody may be written to, or the message did not arrive.
create index messages_to_call on messages (seq)
    where (channel = 'call' and state = 'queued') or state in ('failed', 'unknown');

-- The day whose deadline pass is over: whoever had to be told was told. One row, not of the log.
create table deadline_pass (
    id integer primary key check (id = 1),
    day text not null
) strict;
