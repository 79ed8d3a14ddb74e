-- What is received is stored once and accounted for: the ledger, written in the transaction that stores the events, so that
-- books and rows always agree; and the ids by which an event that is sent again is known.
-- SPDX-License-Identifier: MIT

-- The ledger --------------------------------------------------------------------------------------------------------

CREATE TABLE ledger (
  website_id integer NOT NULL,
  hour       integer NOT NULL,
  outcome    smallint NOT NULL CHECK (outcome >= 0),
  events     integer NOT NULL CHECK (events > 0),
  PRIMARY KEY (website_id, hour, outcome)
) WITH (fillfactor = 80);
COMMENT ON TABLE ledger IS 'How many events were received, and how many of them were stored or refused for each reason.';
COMMENT ON COLUMN ledger.website_id IS '0: for what names no website that exists.';
COMMENT ON COLUMN ledger.hour IS
  'Hours since 1970 of the event''s own time, as event_hour() says; of its arrival where it tells no valid time.';
COMMENT ON COLUMN ledger.outcome IS
  'As enum event_result in event.h: 0 received, 1 stored as a row of events, 2 stored with a visitor or a visit, above: '
  'refused, a number a reason.';

-- What is stored already was received and stored.
INSERT INTO ledger (website_id, hour, outcome, events)
SELECT stored.website_id, stored.hour, known.outcome, stored.events
  FROM (SELECT website_id, event_hour(event_id) AS hour, count(*) AS events
          FROM events
         GROUP BY website_id, event_hour(event_id)) stored
 CROSS JOIN (VALUES (0), (1)) AS known (outcome);

CREATE FUNCTION ledger_differences()
  RETURNS TABLE (website_id integer, hour integer, received bigint, stored bigint, attached bigint, refused bigint,
                 rows bigint)
  LANGUAGE sql STABLE AS $$
  WITH booked AS (
    SELECT ledger.website_id, ledger.hour,
           coalesce(sum(ledger.events) FILTER (WHERE ledger.outcome = 0), 0)::bigint AS received,
           coalesce(sum(ledger.events) FILTER (WHERE ledger.outcome = 1), 0)::bigint AS stored,
           coalesce(sum(ledger.events) FILTER (WHERE ledger.outcome = 2), 0)::bigint AS attached,
           coalesce(sum(ledger.events) FILTER (WHERE ledger.outcome > 2), 0)::bigint AS refused
      FROM ledger
     GROUP BY ledger.website_id, ledger.hour
  ), there AS (
    SELECT events.website_id, event_hour(events.event_id) AS hour, count(*) AS rows
      FROM events
     GROUP BY events.website_id, event_hour(events.event_id)
  )
  SELECT website_id, hour, coalesce(booked.received, 0), coalesce(booked.stored, 0), coalesce(booked.attached, 0),
         coalesce(booked.refused, 0), coalesce(there.rows, 0)
    FROM booked
    FULL JOIN there USING (website_id, hour)
   WHERE (coalesce(booked.received, 0) <> coalesce(booked.stored + booked.attached + booked.refused, 0)
          OR coalesce(booked.stored, 0) <> coalesce(there.rows, 0))
         -- A deleted website's rows go step by step.
     AND NOT EXISTS (SELECT
                       FROM websites
                      WHERE websites.website_id = coalesce(booked.website_id, there.website_id)
                        AND websites.deleted_at IS NOT NULL)
   ORDER BY website_id, hour
$$;
COMMENT ON FUNCTION ledger_differences IS
  'The hours in which the books do not balance: received is not stored + attached + refused, or what was stored is not what '
  'is there. None, when all is well.';

-- Events that are sent again ----------------------------------------------------------------------------------------

CREATE FUNCTION hour_now() RETURNS integer
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN floor(extract(epoch FROM now()) / 3600)::integer;
COMMENT ON FUNCTION hour_now IS 'Hours since 1970.';

CREATE TABLE event_keys (
  website_id integer NOT NULL,
  event_key  uuid NOT NULL,
  hour       integer NOT NULL DEFAULT hour_now(),
  PRIMARY KEY (website_id, event_key)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
-- Rows are written and removed in the order of their hours: a page or two of this index finds those that are over.
CREATE INDEX event_keys_by_hour ON event_keys USING brin (hour) WITH (pages_per_range = 32, autosummarize = on);
COMMENT ON TABLE event_keys IS
  'The ids that senders gave their events, so that what is sent again is stored once. Removed after 48 hours; an event may '
  'be 24 hours late.';
COMMENT ON COLUMN event_keys.hour IS 'Hours since 1970 when the event was stored.';
