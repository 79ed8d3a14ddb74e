-- Every event of the website as one row, for the plain questions of verify.mjs: made of the stored rows, with visits computed
-- anew from their events and their time in the foreground. Uses no function of the migrations.
--
-- verify.rows has numbers, the tables beside it the texts that they stand for, and the view verify.flat both together: what a
-- question does not ask for is not joined. Nothing of it is logged, and two processes make it.
-- SPDX-License-Identifier: MIT
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';
DROP SCHEMA IF EXISTS verify CASCADE;
CREATE SCHEMA verify;

SELECT website_id AS website FROM websites WHERE website_uuid = :'uuid' \gset

-- What the numbers in rows stand for; 0 is none ---------------------------------------------------------------------------

CREATE UNLOGGED TABLE verify.texts (text_id integer PRIMARY KEY, text text NOT NULL);
INSERT INTO verify.texts
SELECT text_id, text FROM texts WHERE website_id = :website
UNION ALL
SELECT 0, '';

CREATE UNLOGGED TABLE verify.pages (page_id integer PRIMARY KEY, path text, title text, query text, hostname text);
INSERT INTO verify.pages
SELECT page_id, path.text, title.text, query.text, hostname.text
  FROM pages
  JOIN verify.texts path ON path.text_id = path_id
  JOIN verify.texts title ON title.text_id = title_id
  JOIN verify.texts query ON query.text_id = query_id
  JOIN verify.texts hostname ON hostname.text_id = hostname_id
 WHERE website_id = :website
UNION ALL
SELECT 0, '', '', '', '';

CREATE UNLOGGED TABLE verify.actions (action_id integer PRIMARY KEY, event_type smallint, event text, tag text);
INSERT INTO verify.actions
SELECT action_id, event_type, name.text, tag.text
  FROM actions
  JOIN verify.texts name ON name.text_id = name_id
  JOIN verify.texts tag ON tag.text_id = tag_id
 WHERE website_id = :website
   AND action_id <> 0
UNION ALL
SELECT 0, 1, '', '';

-- The website itself is no source.
CREATE UNLOGGED TABLE verify.sources (source_id integer PRIMARY KEY, referrer text, domain text, channel text, "utmSource" text,
  "utmMedium" text, "utmCampaign" text, "utmContent" text, "utmTerm" text, click text);
INSERT INTO verify.sources
SELECT source_id,
       CASE WHEN is_own THEN '' ELSE referrer END,
       CASE WHEN is_own THEN '' ELSE name END,
       CASE WHEN channel = '' OR (is_own AND utm_source = '' AND utm_medium = '' AND click = '') THEN 'direct' ELSE channel END,
       utm_source, utm_medium, utm_campaign, utm_content, utm_term, click
  FROM (SELECT s.source_id, referrer.text AS referrer, name.text AS name, channel.text AS channel, utm_source.text AS utm_source,
               utm_medium.text AS utm_medium, utm_campaign.text AS utm_campaign, utm_content.text AS utm_content,
               utm_term.text AS utm_term, click.text AS click, referrer.text <> '' AND referrer.text = w.domain AS is_own
          FROM sources s
          JOIN websites w USING (website_id)
          JOIN verify.texts referrer ON referrer.text_id = s.referrer_domain_id
          JOIN verify.texts name ON name.text_id = s.source_name_id
          JOIN verify.texts channel ON channel.text_id = s.channel_id
          JOIN verify.texts utm_source ON utm_source.text_id = s.utm_source_id
          JOIN verify.texts utm_medium ON utm_medium.text_id = s.utm_medium_id
          JOIN verify.texts utm_campaign ON utm_campaign.text_id = s.utm_campaign_id
          JOIN verify.texts utm_content ON utm_content.text_id = s.utm_content_id
          JOIN verify.texts utm_term ON utm_term.text_id = s.utm_term_id
          JOIN verify.texts click ON click.text_id = s.click_id_id
         WHERE s.website_id = :website
           AND s.source_id <> 0) known
UNION ALL
SELECT 0, '', '', 'direct', '', '', '', '', '', '';

CREATE UNLOGGED TABLE verify.clients (client_id integer PRIMARY KEY, browser text, os text, device text, screen text, language text);
INSERT INTO verify.clients
SELECT client_id, browser.text, os.text, device.text, screen.text, lower(split_part(language.text, '-', 1))
  FROM clients
  JOIN verify.texts browser ON browser.text_id = browser_id
  JOIN verify.texts os ON os.text_id = os_id
  JOIN verify.texts device ON device.text_id = device_id
  JOIN verify.texts screen ON screen.text_id = screen_id
  JOIN verify.texts language ON language.text_id = language_id
 WHERE website_id = :website
UNION ALL
SELECT 0, '', '', '', '', '';

CREATE UNLOGGED TABLE verify.locations (location_id integer PRIMARY KEY, country text, region text, city text);
INSERT INTO verify.locations
SELECT location_id, country.text, region.text, city.text
  FROM locations
  JOIN verify.texts country ON country.text_id = country_id
  JOIN verify.texts region ON region.text_id = region_id
  JOIN verify.texts city ON city.text_id = city_id
 WHERE website_id = :website
UNION ALL
SELECT 0, '', '', '';

-- A visitor without a row here has none.
CREATE UNLOGGED TABLE verify.identified (visitor_id integer PRIMARY KEY, "distinctId" text);
INSERT INTO verify.identified
SELECT visitor_id, text
  FROM visitors
  JOIN verify.texts ON text_id = distinct_id_id
 WHERE website_id = :website;

ANALYZE verify.texts, verify.pages, verify.actions, verify.sources, verify.clients, verify.locations, verify.identified;

-- Visits --------------------------------------------------------------------------------------------------------------------

-- The first and the last of something are the number that came with the smallest and the largest event_id.
CREATE UNLOGGED TABLE verify.visits AS
SELECT visit_id,
       min(began_at) AS started_at,
       max(ended_at) AS ended_at,
       count(*) FILTER (WHERE type IN (1, 3, 4)) AS pageviews,
       count(*) FILTER (WHERE type = 2) AS events,
       sum(ended_at - began_at)::bigint AS engaged_ms,
       coalesce((min(ARRAY[event_id, page_id]) FILTER (WHERE type IN (1, 3, 4)))[2], 0)::integer AS entry_page_id,
       coalesce((max(ARRAY[event_id, page_id]) FILTER (WHERE type IN (1, 3, 4)))[2], 0)::integer AS exit_page_id,
       coalesce((min(ARRAY[event_id, source_id]) FILTER (WHERE type IS NOT NULL))[2], 0)::integer AS source_id
  FROM (SELECT events.event_id, events.visit_id, events.page_id, coalesce(events.source_id, 0) AS source_id,
               events.event_id >> 20 AS began_at, events.event_id >> 20 AS ended_at, actions.event_type AS type
          FROM events
          JOIN verify.actions ON actions.action_id = coalesce(events.action_id, 0)
         WHERE events.website_id = :website
           AND events.visit_id <> 0
        UNION ALL
        SELECT event_id, visit_id, page_id, NULL, (event_id >> 20) - engaged_ms, event_id >> 20, NULL
          FROM engagements
         WHERE website_id = :website) activity
 GROUP BY visit_id;
ANALYZE verify.visits;

-- Visits whose stored row says something else: there must be none.
CREATE VIEW verify.wrong_visits AS
SELECT visits.visit_id
  FROM (SELECT * FROM visits WHERE website_id = :website) visits
  FULL JOIN verify.visits counted ON counted.visit_id = visits.visit_id
 WHERE visits.visit_id IS NULL
    OR counted.visit_id IS NULL
    OR (visits.pageviews, visits.events, visits.engaged_ms, visits.entry_page_id, visits.exit_page_id, visits.source_id)
       <> (counted.pageviews, counted.events, counted.engaged_ms, counted.entry_page_id, counted.exit_page_id, counted.source_id)
    OR round(extract(epoch FROM visits.started_at) * 1000) <> counted.started_at
    OR round(extract(epoch FROM visits.ended_at) * 1000) <> counted.ended_at;

-- Rows ----------------------------------------------------------------------------------------------------------------------

-- Pageviews and events, and as type 5 the measurements of a page's speed.
CREATE UNLOGGED TABLE verify.rows AS
SELECT happened.event_id,
       happened.event_id >> 20 AS at,
       happened.visitor_id,
       happened.visit_id,
       happened.page_id,
       happened.action_id,
       coalesce(counted.source_id, happened.source_id) AS source_id,
       coalesce(visits.client_id, 0) AS client_id,
       coalesce(visits.location_id, 0) AS location_id,
       coalesce(counted.entry_page_id, 0) AS entry_page_id,
       coalesce(counted.exit_page_id, 0) AS exit_page_id,
       ((counted.ended_at - counted.started_at) / 1000)::integer AS seconds,
       happened.type,
       counted.pageviews = 1 AND counted.events = 0 AND counted.engaged_ms < 10000 AS bounced
  FROM (SELECT events.event_id, events.visitor_id, events.visit_id, events.page_id, coalesce(events.action_id, 0) AS action_id,
               coalesce(events.source_id, 0) AS source_id, actions.event_type AS type
          FROM events
          JOIN verify.actions ON actions.action_id = coalesce(events.action_id, 0)
         WHERE events.website_id = :website
        UNION ALL
        SELECT event_id, visitor_id, visit_id, page_id, 0, 0, 5::smallint
          FROM performances
         WHERE website_id = :website) happened
  LEFT JOIN verify.visits counted ON counted.visit_id = happened.visit_id
  LEFT JOIN visits ON visits.website_id = :website AND visits.visit_id = happened.visit_id;
CREATE INDEX ON verify.rows (at);
CREATE INDEX ON verify.rows (action_id, visit_id) WHERE type = 2;
ANALYZE verify.rows;

CREATE VIEW verify.all_rows AS
SELECT rows.*,
       page.path, page.title, page.query, page.hostname,
       action.event, action.tag,
       source.referrer, source.domain, source.channel, source."utmSource", source."utmMedium", source."utmCampaign",
       source."utmContent", source."utmTerm", source.click,
       client.browser, client.os, client.device, client.screen, client.language,
       location.country, location.region, location.city,
       entry_page.path AS entry, exit_page.path AS exit,
       coalesce(identified."distinctId", '') AS "distinctId"
  FROM verify.rows
  LEFT JOIN verify.pages page ON page.page_id = rows.page_id
  LEFT JOIN verify.actions action ON action.action_id = rows.action_id
  LEFT JOIN verify.sources source ON source.source_id = rows.source_id
  LEFT JOIN verify.clients client ON client.client_id = rows.client_id
  LEFT JOIN verify.locations location ON location.location_id = rows.location_id
  LEFT JOIN verify.pages entry_page ON entry_page.page_id = rows.entry_page_id
  LEFT JOIN verify.pages exit_page ON exit_page.page_id = rows.exit_page_id
  LEFT JOIN verify.identified identified ON identified.visitor_id = rows.visitor_id;

CREATE VIEW verify.flat AS SELECT * FROM verify.all_rows WHERE type <> 5;

-- What stands beside rows ---------------------------------------------------------------------------------------------------

CREATE UNLOGGED TABLE verify.speeds (event_id bigint PRIMARY KEY, lcp numeric, inp numeric, cls numeric, fcp numeric, ttfb numeric);
INSERT INTO verify.speeds
SELECT event_id, lcp, inp, cls, fcp, ttfb FROM performances WHERE website_id = :website;

CREATE VIEW verify.measured AS
SELECT row.*, speed.lcp, speed.inp, speed.cls, speed.fcp, speed.ttfb
  FROM verify.all_rows row
  JOIN verify.speeds speed USING (event_id)
 WHERE row.type = 5;

CREATE UNLOGGED TABLE verify.amounts AS
SELECT event_id, currency, amount FROM revenues WHERE website_id = :website;

-- What came along with events, and what was said about visitors.
CREATE FUNCTION verify.shown(type smallint, of_text text, of_number numeric, of_date timestamptz) RETURNS text
  LANGUAGE sql STABLE
  RETURN CASE type
           WHEN 2 THEN trim_scale(of_number)::text
           WHEN 4 THEN to_char(of_date AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
           ELSE of_text
         END;

CREATE UNLOGGED TABLE verify.said AS
SELECT p.event_id, names.text AS name, p.data_type AS type, p.text_value AS text, p.number_value AS number,
       verify.shown(p.data_type, p.text_value, p.number_value, p.date_value) AS value
  FROM event_properties p
  JOIN verify.texts names ON names.text_id = p.name_id
 WHERE p.website_id = :website;
CREATE INDEX ON verify.said (event_id);

CREATE UNLOGGED TABLE verify.said_of_visitors AS
SELECT p.visitor_id, names.text AS name, p.data_type AS type, p.number_value AS number,
       verify.shown(p.data_type, p.text_value, p.number_value, p.date_value) AS value,
       round(extract(epoch FROM p.set_at) * 1000)::bigint AS set_at
  FROM visitor_properties p
  JOIN verify.texts names ON names.text_id = p.name_id
 WHERE p.website_id = :website;
ANALYZE verify.speeds, verify.amounts, verify.said, verify.said_of_visitors;
