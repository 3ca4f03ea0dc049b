-- What a device last told of itself: operations it has not sent yet, and the oldest one's time.
alter table devices add column unsent bigint;
alter table devices add column unsent_since timestamptz;
