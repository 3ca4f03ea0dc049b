-- Messages to applicants: what desks queued, what was tried, what became of it.

create table messages (
    office_id text not null,
    message_id uuid not null,
    application_id uuid not null,
    person_id uuid not null,
    -- Feed position of the operation its sealed text is in.
    position bigint not null,
    stage text not null,
    round bigint not null,
    channel text not null check (channel in ('sms', 'email', 'call')),
    state text not null default 'queued' check
        (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'called',
            'dropped')),
    -- Why it failed or was dropped.
    reason text,
    -- Hash of the recipient under the person's key; tells nothing without the key. Known from the
    -- first attempt on.
    recipient bytea,
    -- Whether it was looked at what step it tells of: nothing is sent before.
    sifted boolean not null default false,
    attempts integer not null default 0,
    due_at timestamptz not null default now(),
    -- While it is being sent: by which instance, and until when that instance vouches for it.
    holder uuid,
    lease_until timestamptz,
    -- Parts the text makes, and how many of them a gateway has taken so far.
    parts integer not null default 1,
    parts_taken integer not null default 0,
    -- What an SMS centre gives back in a delivery receipt, besides its own id.
    reference integer not null,
    queued_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    primary key (office_id, message_id)
);
-- Nobody is told the same thing twice.
create unique index messages_once
    on messages (office_id, application_id, stage, round, recipient)
    where recipient is not null;
create index messages_to_sift on messages (queued_at) where not sifted;
create index messages_due on messages (due_at) where state = 'queued' and channel <> 'call';
create index messages_under_way on messages (lease_until) where state = 'sending';
create index messages_in_doubt on messages (reference) where state in ('sending', 'unknown');

-- Each attempt is written down before it is made.
create table message_attempts (
    office_id text not null,
    message_id uuid not null,
    attempt integer not null,
    gateway text not null,
    -- Whether the gateway knows a repeated message by its key.
    may_repeat boolean not null,
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    -- taken, later, failed or lost; none while it is under way
    result text,
    -- In the gateway's words or numbers; nothing personal.
    detail text,
    primary key (office_id, message_id, attempt)
);

-- What a gateway calls the parts it has taken.
create table message_parts (
    office_id text not null,
    message_id uuid not null,
    gateway text not null,
    gateway_id text not null,
    -- delivered, or why it was not
    fate text,
    primary key (office_id, message_id, gateway_id)
);
create index message_parts_by_id on message_parts (gateway, gateway_id);

-- Delivery receipts not yet brought together with their part. They name no office: the table is
-- the one that does not lead with it.
create table message_receipts (
    gateway text not null,
    gateway_id text not null,
    fate text not null,
    received_at timestamptz not null default now(),
    primary key (gateway, gateway_id)
);
