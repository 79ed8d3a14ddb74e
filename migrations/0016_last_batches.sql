-- What tells a server whether a batch was committed whose COMMIT got no answer.
-- SPDX-License-Identifier: MIT

CREATE TABLE last_batches (
  connection_id bigint PRIMARY KEY,
  batch_number  bigint NOT NULL,
  written_at    timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
COMMENT ON TABLE last_batches IS
  'The last batch that was committed through a connection of a collector: a row for each connection, written in the transaction '
  'of the batch. Who cannot be waiting for a COMMIT any more is removed after a day.';
COMMENT ON COLUMN last_batches.connection_id IS 'Random.';
COMMENT ON COLUMN last_batches.batch_number IS 'Each batch that is tried through a connection has a number of its own.';
