-- no transaction
-- A build that was interrupted leaves an index that is not valid: away with it first.
drop index concurrently if exists operations_rejected;
create index concurrently operations_rejected on operations (office_id, position)
    where outcome = 'rejected';
drop index concurrently if exists reviews_open;
create index concurrently reviews_open on reviews (office_id, created_at) where decided_at is null;
