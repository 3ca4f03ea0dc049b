-- When an administrator let a device that was set aside send again.
alter table forks add column released_at timestamptz;
