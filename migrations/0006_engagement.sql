-- Time in the foreground, how far down a page was read, and how fast it was. A visit lasts as long as somebody reads.
-- SPDX-License-Identifier: MIT

CREATE TABLE engagements (
  event_id     bigint NOT NULL,
  website_id   integer NOT NULL,
  visitor_id   integer NOT NULL,
  visit_id     integer NOT NULL,
  page_id      integer NOT NULL,
  engaged_ms   integer NOT NULL CHECK (engaged_ms BETWEEN 0 AND 86400000),
  scroll_depth smallint NOT NULL CHECK (scroll_depth BETWEEN 0 AND 100)
) PARTITION BY RANGE (event_id);
CREATE INDEX engagements_by_hour ON engagements (website_id, event_hour(event_id));
COMMENT ON TABLE engagements IS
  'Time that somebody had a page in the foreground: one row for each time it was left or hidden, a partition a month (UTC).';
COMMENT ON COLUMN engagements.event_id IS 'As that of events; the time is that of the end.';
COMMENT ON COLUMN engagements.engaged_ms IS 'Up to the end and since the row before.';
COMMENT ON COLUMN engagements.scroll_depth IS 'The greatest part of the page seen so far, in percent.';

CREATE TABLE performances (
  event_id   bigint NOT NULL,
  website_id integer NOT NULL,
  visitor_id integer NOT NULL,
  visit_id   integer NOT NULL,
  page_id    integer NOT NULL,
  lcp        numeric(6, 1) CHECK (lcp BETWEEN 0 AND 60000),
  inp        numeric(6, 1) CHECK (inp BETWEEN 0 AND 60000),
  cls        numeric(7, 4) CHECK (cls BETWEEN 0 AND 100),
  fcp        numeric(6, 1) CHECK (fcp BETWEEN 0 AND 60000),
  ttfb       numeric(6, 1) CHECK (ttfb BETWEEN 0 AND 60000),
  CHECK (num_nonnulls(lcp, inp, cls, fcp, ttfb) > 0)
) PARTITION BY RANGE (event_id);
CREATE INDEX performances_by_hour ON performances (website_id, event_hour(event_id));
COMMENT ON TABLE performances IS 'How fast a page was for somebody, a partition a month (UTC). NULL: not measured.';
COMMENT ON COLUMN performances.visit_id IS 'The visit under way; 0: none.';
COMMENT ON COLUMN performances.lcp IS 'Largest Contentful Paint, in milliseconds.';
COMMENT ON COLUMN performances.inp IS 'Interaction to Next Paint, in milliseconds.';
COMMENT ON COLUMN performances.cls IS 'Cumulative Layout Shift, without a unit.';
COMMENT ON COLUMN performances.fcp IS 'First Contentful Paint, in milliseconds.';
COMMENT ON COLUMN performances.ttfb IS 'Time to First Byte, in milliseconds.';

ALTER TABLE visits ADD COLUMN engaged_ms bigint NOT NULL DEFAULT 0;
COMMENT ON TABLE visits IS
  'A visitor''s pageviews, events and time in the foreground with no gap over 30 minutes, whatever order they arrived in. '
  'Without a pageview and an event it is no visit yet, and no report counts it: somebody came back to a page that stayed '
  'open, or the pageview is still to come.';
COMMENT ON COLUMN visits.source_id IS 'The source of the visit''s first pageview or event.';
COMMENT ON COLUMN visits.started_at IS 'The beginning of the first pageview, event or time in the foreground.';
COMMENT ON COLUMN visits.ended_at IS 'The end of the last pageview, event or time in the foreground.';
COMMENT ON COLUMN visits.events IS 'Custom events.';
COMMENT ON COLUMN visits.engaged_ms IS 'Time in the foreground, all pages together. 0 where the tracker does not tell.';

-- Months ------------------------------------------------------------------------------------------------------------

-- As before, for whatever tables there are: attached rather than created in place, so that running reports are not waited for.
CREATE OR REPLACE FUNCTION create_month(month timestamptz) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  starts timestamptz := date_trunc('month', month, 'UTC');
  ends   timestamptz := (date_trunc('month', month AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  parent text;
  child  text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('sillage create_month'));
  FOR parent IN SELECT relname FROM pg_class WHERE relkind = 'p' AND pg_table_is_visible(oid) ORDER BY relname LOOP
    child := parent || to_char(starts AT TIME ZONE 'UTC', '_YYYY_MM');
    IF to_regclass(child) IS NULL THEN
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
                     parent, child, first_event_id(starts), first_event_id(ends));
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION create_month IS
  'Makes the partitions that hold this moment, of every table that has any, when they are not there yet.';

SELECT create_month(to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC')
  FROM pg_inherits
 WHERE inhparent = 'events'::regclass;

-- Bounces -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION is_bounce(pageviews integer, events integer, engaged_ms bigint) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pageviews = 1 AND events = 0 AND engaged_ms < 10000;
COMMENT ON FUNCTION is_bounce(integer, integer, bigint) IS
  'One pageview, no event, and less than ten seconds in the foreground where the tracker tells it.';

-- Every function that asked by the old rule asks by the new one; nothing else about them changes.
DO $$
DECLARE
  asking regprocedure;
BEGIN
  FOR asking IN
    SELECT oid
      FROM pg_proc
     WHERE pg_function_is_visible(oid)
       AND prosrc LIKE '%is_bounce(visits.pageviews, visits.events)%'
       AND proname <> 'is_bounce'
  LOOP
    EXECUTE replace(pg_get_functiondef(asking), 'is_bounce(visits.pageviews, visits.events)',
                    'is_bounce(visits.pageviews, visits.events, visits.engaged_ms)');
  END LOOP;
END
$$;
DROP FUNCTION is_bounce(integer, integer);
