-- One day of this file's own log, to be played again, without reading all of it.
create index operations_day on operations (device_time) where own = 1 and repeats = 0;
-- The office's settings as they were at some time.
create index operations_settings on operations (seq) where kind = 'office_configured';
