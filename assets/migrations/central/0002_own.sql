-- What central writes itself into an office's feed. It is a device of the office like any other,
-- with a dense, hash-chained history, and a new one after each new epoch: a restored central has
-- forgotten places of its history, and must not give them to other operations.
create table central_devices (
    office_id text not null references offices,
    epoch uuid not null,
    device_id uuid not null,
    last_dseq bigint not null default 0,
    last_hash bytea not null default decode(repeat('00', 32), 'hex'),
    primary key (office_id, epoch)
);
