-- Distributes central's tables over the nodes of a Citus cluster (11 or later), by office.
--
-- Run it once on the coordinator, after "acikkapi central migrate" on an empty database and before the
-- first desk is enrolled: psql -d acikkapi -v ON_ERROR_STOP=1 -f citus.sql
--
-- All tables of an office are colocated, so that its transactions stay on one node. tests/distribution.rs
-- sees to it that every table of the migrations is here once, that the keys of each hold its
-- distribution column, and that every statement of the program names the office.

begin;

-- One row, or a few, the same on every node.
select create_reference_table('schema_migrations');
select create_reference_table('server_state');
select create_reference_table('administrators');
select create_reference_table('administrator_sessions');
select create_reference_table('administrator_acts');
select create_reference_table('api_clients');

-- By office.
select create_distributed_table('offices', 'office_id');
select create_distributed_table('devices', 'office_id', colocate_with => 'offices');
select create_distributed_table('enrolment_codes', 'office_id', colocate_with => 'offices');
select create_distributed_table('operations', 'office_id', colocate_with => 'offices');
select create_distributed_table('person_keys', 'office_id', colocate_with => 'offices');
select create_distributed_table('applications', 'office_id', colocate_with => 'offices');
select create_distributed_table('reviews', 'office_id', colocate_with => 'offices');
select create_distributed_table('forks', 'office_id', colocate_with => 'offices');
select create_distributed_table('central_devices', 'office_id', colocate_with => 'offices');
select create_distributed_table('central_numbers', 'office_id', colocate_with => 'offices');
select create_distributed_table('office_settings', 'office_id', colocate_with => 'offices');
select create_distributed_table('officers', 'office_id', colocate_with => 'offices');
select create_distributed_table('officer_sessions', 'office_id', colocate_with => 'offices');
select create_distributed_table('messages', 'office_id', colocate_with => 'offices');
select create_distributed_table('message_attempts', 'office_id', colocate_with => 'offices');
select create_distributed_table('message_parts', 'office_id', colocate_with => 'offices');
select create_distributed_table('units', 'office_id', colocate_with => 'offices');
select create_distributed_table('cases', 'office_id', colocate_with => 'offices');
select create_distributed_table('case_steps', 'office_id', colocate_with => 'offices');
select create_distributed_table('case_parts', 'office_id', colocate_with => 'offices');
select create_distributed_table('case_files', 'office_id', colocate_with => 'offices');
select create_distributed_table('transfers', 'office_id', colocate_with => 'offices');
select create_distributed_table('digest_progress', 'office_id', colocate_with => 'offices');
select create_distributed_table('digest_days', 'office_id', colocate_with => 'offices');
select create_distributed_table('comparisons', 'office_id', colocate_with => 'offices');
select create_distributed_table('open311_requests', 'office_id', colocate_with => 'offices');
select create_distributed_table('citizen_uploads', 'office_id', colocate_with => 'offices');

-- What is looked up before an office is known, by what it is looked up by.
select create_distributed_table('officer_logins', 'login_key', colocate_with => 'none');
select create_distributed_table('sign_in_attempts', 'subject', colocate_with => 'none');
select create_distributed_table('message_receipts', 'gateway_id', colocate_with => 'none');
select create_distributed_table('api_rates', 'client_id', colocate_with => 'none');
select create_distributed_table('api_nonces', 'client_id', colocate_with => 'api_rates');
select create_distributed_table('api_files', 'client_id', colocate_with => 'api_rates');
select create_distributed_table('api_requests', 'client_id', colocate_with => 'api_rates');
select create_distributed_table('oidc_attempts', 'state_hash', colocate_with => 'none');
select create_distributed_table('citizen_sessions', 'token_hash', colocate_with => 'none');
select create_distributed_table('citizen_codes', 'asked_hash', colocate_with => 'none');
select create_distributed_table('citizen_limits', 'subject', colocate_with => 'none');
select create_distributed_table('citizen_applications', 'identity_hash', colocate_with => 'none');

commit;
