-- Applications that arrive at central: over the web, by an app, from another service.

-- The settings of each office as its desks last recorded them, whole, as JSON.
create table office_settings (
    office_id text primary key references offices,
    -- Feed position of the record.
    position bigint not null,
    configured text not null
);
insert into office_settings (office_id, position, configured)
select distinct on (office_id) office_id, position, body from operations
 where kind = 'office_configured' and outcome = 'applied'
 order by office_id, position desc;

-- The DD of the numbers central gives in the office; a new one in each epoch, as the device is new.
alter table central_devices add column device_number smallint
    check (device_number between 1 and 99);
-- The last number central gave.
create table central_numbers (
    office_id text not null references offices,
    device_number smallint not null,
    -- Two digits, as the number has them.
    year smallint not null,
    last bigint not null,
    primary key (office_id, device_number, year)
);
