-- What reports read instead of the rows of `visits` and `events`: the same, column by column, in blocks that are compressed,
-- and what has been collected since as changes to them. Both can be made anew of the rows at any time.
-- SPDX-License-Identifier: MIT

CREATE TABLE blocks (
  website_id      integer NOT NULL,
  block_number    integer NOT NULL,
  version         bigint NOT NULL,
  visit_count     integer NOT NULL,
  event_count     integer NOT NULL,
  lowest_id       bigint NOT NULL,
  highest_id      bigint NOT NULL,
  visit_ids       bytea NOT NULL,
  visitor_ids     bytea NOT NULL,
  source_ids      bytea NOT NULL,
  client_ids      bytea NOT NULL,
  location_ids    bytea NOT NULL,
  entry_page_ids  bytea NOT NULL,
  exit_page_ids   bytea NOT NULL,
  seconds         bytea NOT NULL,
  bounces         bytea NOT NULL,
  pageviews       bytea NOT NULL,
  event_counts    bytea NOT NULL,
  minutes         bytea NOT NULL,
  moments         bytea NOT NULL,
  event_numbers   bytea NOT NULL,
  page_ids        bytea NOT NULL,
  action_ids      bytea NOT NULL,
  own_source_ids  bytea NOT NULL,
  property_counts bytea NOT NULL,
  PRIMARY KEY (website_id, block_number)
) WITH (toast.autovacuum_vacuum_scale_factor = 0.05);
-- They are packed already.
ALTER TABLE blocks
  ALTER visit_ids SET STORAGE EXTERNAL,
  ALTER visitor_ids SET STORAGE EXTERNAL,
  ALTER source_ids SET STORAGE EXTERNAL,
  ALTER client_ids SET STORAGE EXTERNAL,
  ALTER location_ids SET STORAGE EXTERNAL,
  ALTER entry_page_ids SET STORAGE EXTERNAL,
  ALTER exit_page_ids SET STORAGE EXTERNAL,
  ALTER seconds SET STORAGE EXTERNAL,
  ALTER bounces SET STORAGE EXTERNAL,
  ALTER pageviews SET STORAGE EXTERNAL,
  ALTER event_counts SET STORAGE EXTERNAL,
  ALTER minutes SET STORAGE EXTERNAL,
  ALTER moments SET STORAGE EXTERNAL,
  ALTER event_numbers SET STORAGE EXTERNAL,
  ALTER page_ids SET STORAGE EXTERNAL,
  ALTER action_ids SET STORAGE EXTERNAL,
  ALTER own_source_ids SET STORAGE EXTERNAL,
  ALTER property_counts SET STORAGE EXTERNAL;
CREATE INDEX blocks_by_version ON blocks (website_id, version);
COMMENT ON TABLE blocks IS
  'The visits of 8192 neighbouring visit_ids with all their events; or, block_number below zero, a day''s events (UTC) that '
  'were counted without a visitor. A column of bytes for each enum block_column.';
COMMENT ON COLUMN blocks.block_number IS 'visit_id / 8192, or -1 - days since 1970.';
COMMENT ON COLUMN blocks.version IS 'That of the website when the block was last written.';
COMMENT ON COLUMN blocks.lowest_id IS 'The lowest event_id in it; 0: none.';

CREATE TABLE block_heads (
  website_id    integer PRIMARY KEY,
  version       bigint NOT NULL,
  folded_number bigint NOT NULL,
  due_number    bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
COMMENT ON TABLE block_heads IS
  'A row for each website whose blocks, with the changes, are all that has been collected. Who writes blocks locks it. None, '
  'where something has been collected: the blocks are still to be made of the rows.';
COMMENT ON COLUMN block_heads.version IS 'Counts the times that blocks were written; 0: they are being made for the first time.';
COMMENT ON COLUMN block_heads.folded_number IS 'The number of the last change that is in the blocks.';
COMMENT ON COLUMN block_heads.due_number IS 'Before this one, to fold changes would not pay, for they touch many blocks.';

CREATE TABLE changes (
  website_id integer NOT NULL,
  number     bigint NOT NULL,
  change     bytea NOT NULL,
  PRIMARY KEY (website_id, number)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE changes ALTER change SET STORAGE EXTERNAL;
COMMENT ON TABLE changes IS
  'What a batch has changed about visits and events, kept until it becomes part of blocks: a row for each website of the '
  'batch, written in its transaction.';
COMMENT ON COLUMN changes.number IS 'website_numbers.last_event_number after the batch.';
