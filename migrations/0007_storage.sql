-- Fewer bytes a visit and a visitor; script/bench storage shows what each table takes.
-- SPDX-License-Identifier: MIT

-- Visits ------------------------------------------------------------------------------------------------------------

-- A visitor's visits are looked for when the visitor comes back after a while, and then a few rows more do no harm. An
-- index entry for sixteen visitors together is a list of places, 6 bytes each, instead of 20 bytes and the room of its own.
-- The block stands first, so that no plan made while the table is empty takes this index for the primary key's questions.
CREATE FUNCTION visitor_block(visitor_id integer) RETURNS integer
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN visitor_id >> 4;
COMMENT ON FUNCTION visitor_block IS
  'Sixteen visitors whose numbers follow one another. Whoever looks for a visitor''s visits asks for the block as well.';

-- What a visitor first came with stands in each of the visitor's visits, so that reports need no row of the visitor. The rows
-- move to a new table: an UPDATE of every row would leave one of twice the size.
DROP INDEX visits_by_visitor;
ALTER TABLE visits DROP CONSTRAINT visits_pkey;
ALTER TABLE visits RENAME TO former_visits;
CREATE TABLE visits (LIKE former_visits INCLUDING ALL) WITH (fillfactor = 95);
ALTER TABLE visits
  ADD COLUMN client_id integer NOT NULL,
  ADD COLUMN location_id integer NOT NULL;
INSERT INTO visits (website_id, visit_id, visitor_id, source_id, started_at, ended_at, pageviews, events, entry_page_id,
                    exit_page_id, engaged_ms, client_id, location_id)
SELECT visits.website_id, visits.visit_id, visits.visitor_id, visits.source_id, visits.started_at, visits.ended_at,
       visits.pageviews, visits.events, visits.entry_page_id, visits.exit_page_id, visits.engaged_ms,
       coalesce(visitors.client_id, 0), coalesce(visitors.location_id, 0)
  FROM former_visits visits
  LEFT JOIN visitors USING (website_id, visitor_id)
 ORDER BY visits.website_id, visits.visit_id;
DROP TABLE former_visits;
ALTER TABLE visits ADD PRIMARY KEY (website_id, visit_id);
-- Who comes back adds to a block that is long past: without this room every page would split, and half of each stay empty.
CREATE INDEX visits_by_visitor ON visits (visitor_block(visitor_id), website_id) WITH (fillfactor = 75);
COMMENT ON TABLE visits IS
  'A visitor''s pageviews, events and time in the foreground with no gap over 30 minutes, whatever order they arrived in. '
  'Without a pageview and an event it is no visit yet, and no report counts it: somebody came back to a page that stayed '
  'open, or the pageview is still to come.';
COMMENT ON COLUMN visits.client_id IS 'The visitor''s, as first seen: the same in all visits of a visitor.';
COMMENT ON COLUMN visits.location_id IS 'As client_id.';

-- Visitors ----------------------------------------------------------------------------------------------------------

-- A visitor whom the site does not identify is found by a hash that nobody can make once its salt is destroyed; then the row
-- serves nothing any more and goes. Hardly any visitor is identified: a NULL takes no room.
ALTER TABLE visitors
  ALTER COLUMN distinct_id_id DROP NOT NULL,
  ALTER COLUMN distinct_id_id TYPE integer USING nullif(distinct_id_id, 0),
  ADD COLUMN period_started_at timestamptz DEFAULT now();
ALTER TABLE visitors ALTER COLUMN period_started_at DROP DEFAULT;
UPDATE visitors
   SET period_started_at = NULL
 WHERE distinct_id_id IS NOT NULL;
CREATE INDEX visitors_by_period ON visitors (period_started_at) WHERE period_started_at IS NOT NULL;
COMMENT ON TABLE visitors IS
  'A person as far as the salted hash can tell, as first seen, for as long as the hash can be made again. Numbered densely '
  'within the website; numbers of rows that are gone stay in visits and events.';
COMMENT ON COLUMN visitors.distinct_id_id IS 'The text that the site itself identified the visitor by. NULL: it did not.';
COMMENT ON COLUMN visitors.period_started_at IS
  'The period of the salt that the hash was made with, as in salts; of rows from before this column, no earlier than that. '
  'NULL: the site identifies the visitor, and the row stays.';

COMMENT ON COLUMN website_numbers.last_event_number IS
  'Every batch moves it on, and a writer trusts what it remembers of visitors and visits only as long as nobody else has: '
  'whoever changes rows of them in another way must move it on too.';

-- Reports -----------------------------------------------------------------------------------------------------------

-- Every function that asked visitors for client and location asks visits; nothing else about them changes.
DO $$
DECLARE
  asking regprocedure;
BEGIN
  FOR asking IN
    SELECT oid
      FROM pg_proc
     WHERE pg_function_is_visible(oid)
       AND proname <> 'report_latest'
       AND prosrc LIKE '%visitors.client_id%'
  LOOP
    EXECUTE replace(replace(pg_get_functiondef(asking), 'visitors.client_id', 'visits.client_id'),
                    'visitors.location_id', 'visits.location_id');
  END LOOP;
END
$$;

DROP FUNCTION report_latest;
CREATE FUNCTION report_latest(website integer, lowest_id bigint, limit_id bigint, selection jsonb, row_count bigint)
  RETURNS TABLE (event_id bigint, visitor_id integer, is_first boolean, event_name text, browser text, os text, device text,
                 country text, path text, referrer_domain text, hostname text)
  LANGUAGE sql STABLE AS $$
  SELECT latest.event_id, latest.visitor_id, latest.is_first, coalesce(names.text, ''), coalesce(browsers.text, ''),
         coalesce(systems.text, ''), coalesce(devices.text, ''), coalesce(countries.text, ''), coalesce(paths.text, ''),
         coalesce(domains.text, ''), coalesce(hostnames.text, '')
    FROM (SELECT chosen.event_id, chosen.visitor_id, chosen.visit_id, chosen.page_id, chosen.action_id, chosen.source_id,
                 chosen.visitor_id <> 0
                 AND row_number() OVER (PARTITION BY chosen.visitor_id ORDER BY chosen.event_id) = 1 AS is_first
            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
           ORDER BY chosen.event_id DESC
           LIMIT row_count) latest
    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = latest.visit_id
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = latest.page_id
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = latest.action_id
    LEFT JOIN website_sources(website) source
      ON source.source_id = coalesce(visits.source_id, latest.source_id)
    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visits.client_id
    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visits.location_id
    LEFT JOIN texts names ON names.website_id = website AND names.text_id = actions.name_id
    LEFT JOIN texts browsers ON browsers.website_id = website AND browsers.text_id = clients.browser_id
    LEFT JOIN texts systems ON systems.website_id = website AND systems.text_id = clients.os_id
    LEFT JOIN texts devices ON devices.website_id = website AND devices.text_id = clients.device_id
    LEFT JOIN texts countries ON countries.website_id = website AND countries.text_id = locations.country_id
    LEFT JOIN texts paths ON paths.website_id = website AND paths.text_id = pages.path_id
    LEFT JOIN texts domains ON domains.website_id = website AND domains.text_id = source.referrer_domain_id
    LEFT JOIN texts hostnames ON hostnames.website_id = website AND hostnames.text_id = pages.hostname_id
$$;
COMMENT ON FUNCTION report_latest IS
  'The newest rows; is_first tells the first one of each visitor in the range. visitor_id 0: counted without a visitor.';
