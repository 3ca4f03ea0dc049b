-- no transaction
-- Place in the feed of the decision that closed an item, null where it came right by itself.
alter table reviews add column if not exists decided_position bigint;
-- Decisions on what is contested of one person's data.
drop index concurrently if exists operations_review_decided;
create index concurrently operations_review_decided on operations (office_id, person_id, position)
    where kind = 'review_decided';
drop index concurrently if exists reviews_operation;
create index concurrently reviews_operation on reviews (office_id, op_id);
