-- Where every application stands and what happened to it: the fold of the office's feed. All of it
-- can be made again from the operations.

-- Up to here the feed is folded. A program that did not know the kinds leaves it behind, and the
-- next one that does catches up.
alter table offices add column cases_position bigint not null default 0;

-- Service units of the office; each whole, as JSON.
create table units (
    office_id text not null,
    unit text not null,
    closed boolean not null,
    record text not null,
    primary key (office_id, unit)
);

create table cases (
    office_id text not null,
    application_id uuid not null,
    person_id uuid not null,
    -- Feed position of the registration, and of the last step.
    registered_position bigint not null,
    last_position bigint not null,
    registered_at timestamptz not null,
    -- Who registered it, as the operation names the actor.
    clerk text not null,
    kind text not null,
    topic text,
    legal_due date,
    -- Where it stands, whole, as JSON; and of it what is looked for.
    standing text not null,
    stage text not null,
    is_open boolean not null,
    unit text,
    answered_by text,
    taken boolean not null,
    due date not null,
    warn date not null,
    paused boolean not null,
    question boolean not null,
    -- The desk answered the unit's question; the chief sent the answer back.
    replied boolean not null,
    sent_back boolean not null,
    answers integer not null,
    rounds integer not null,
    -- Steps of its history that did not fit where it stood.
    refused integer not null,
    primary key (office_id, application_id)
);
-- A unit's lists, most pressing first.
create index cases_at_unit on cases (office_id, unit, due, application_id)
    include (warn, paused) where stage = 'at_unit';
create index cases_to_take on cases (office_id, unit, due, application_id)
    where stage = 'at_unit' and not taken;
create index cases_replied on cases (office_id, unit, due, application_id)
    where stage = 'at_unit' and replied;
create index cases_sent_back on cases (office_id, unit, due, application_id)
    where stage = 'at_unit' and sent_back;
create index cases_answered on cases (office_id, answered_by, last_position desc)
    where answered_by is not null and stage <> 'at_unit';
-- All whose clock runs, for the deadline pass.
create index cases_running on cases (office_id, due, application_id) where is_open and not paused;

-- The history of a case; what was said is sealed in the operation at the position.
create table case_steps (
    office_id text not null,
    application_id uuid not null,
    position bigint not null,
    -- It did not fit where the case stood: nothing changed by it.
    refused boolean not null,
    primary key (office_id, application_id, position)
);

-- Units asked for their part beside the responsible one, while the case is open.
create table case_parts (
    office_id text not null,
    application_id uuid not null,
    unit text not null,
    given boolean not null,
    primary key (office_id, application_id, unit)
);
create index case_parts_asked on case_parts (office_id, unit, application_id) where not given;

-- Cases to be handed over to another office: written with the step, done after it.
create table transfers (
    office_id text not null,
    -- Feed position of the step.
    position bigint not null,
    application_id uuid not null,
    to_office text not null,
    requested_at timestamptz not null default now(),
    retry_at timestamptz not null default now(),
    done_at timestamptz,
    primary key (office_id, position)
);
create index transfers_pending on transfers (retry_at) where done_at is null;

-- The record of a person that goes with a case.
create index operations_person_recorded on operations (office_id, person_id, position)
    where kind = 'person_recorded';
