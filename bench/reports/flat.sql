-- Every event of the website as one flat row of texts, for the plain questions of verify.mjs: made of the stored rows, with
-- visits computed anew from their events and their time in the foreground. Uses no function of the migrations.
-- SPDX-License-Identifier: MIT
\set ON_ERROR_STOP on
DROP SCHEMA IF EXISTS verify CASCADE;
CREATE SCHEMA verify;

SELECT website_id AS website FROM websites WHERE website_uuid = :'uuid' \gset

CREATE UNLOGGED TABLE verify.visits AS
SELECT activity.visit_id,
       min(activity.began_at) AS started_at,
       max(activity.ended_at) AS ended_at,
       count(*) FILTER (WHERE activity.type IN (1, 3, 4)) AS pageviews,
       count(*) FILTER (WHERE activity.type = 2) AS events,
       sum(activity.ended_at - activity.began_at) AS engaged_ms,
       (array_agg(activity.page_id ORDER BY activity.event_id) FILTER (WHERE activity.type IN (1, 3, 4)))[1] AS entry_page_id,
       (array_agg(activity.page_id ORDER BY activity.event_id DESC) FILTER (WHERE activity.type IN (1, 3, 4)))[1] AS exit_page_id,
       (array_agg(activity.source_id ORDER BY activity.event_id) FILTER (WHERE activity.type IS NOT NULL))[1] AS source_id
  FROM (SELECT events.event_id, events.visit_id, events.page_id, coalesce(events.source_id, 0) AS source_id,
               events.event_id >> 20 AS began_at, events.event_id >> 20 AS ended_at, coalesce(actions.event_type, 1) AS type
          FROM events
          LEFT JOIN actions ON actions.website_id = events.website_id AND actions.action_id = events.action_id
         WHERE events.website_id = :website
           AND events.visit_id <> 0
        UNION ALL
        SELECT event_id, visit_id, page_id, NULL, (event_id >> 20) - engaged_ms, event_id >> 20, NULL
          FROM engagements
         WHERE website_id = :website) activity
 GROUP BY activity.visit_id;

-- Visits whose stored row says something else: there must be none.
CREATE VIEW verify.wrong_visits AS
SELECT visits.visit_id
  FROM visits
  FULL JOIN verify.visits counted ON counted.visit_id = visits.visit_id
 WHERE coalesce(visits.website_id, :website) = :website
   AND (visits.visit_id IS NULL
        OR counted.visit_id IS NULL
        OR (visits.pageviews, visits.events, visits.engaged_ms, visits.entry_page_id, visits.exit_page_id, visits.source_id)
           <> (counted.pageviews, counted.events, counted.engaged_ms, coalesce(counted.entry_page_id, 0),
               coalesce(counted.exit_page_id, 0), coalesce(counted.source_id, 0))
        OR round(extract(epoch FROM visits.started_at) * 1000) <> counted.started_at
        OR round(extract(epoch FROM visits.ended_at) * 1000) <> counted.ended_at);

-- The website itself is no source.
CREATE TABLE verify.sources AS
SELECT s.source_id,
       CASE WHEN is_own THEN '' ELSE coalesce(referrer.text, '') END AS referrer,
       CASE WHEN is_own THEN '' ELSE coalesce(name.text, '') END AS domain,
       CASE
         WHEN channel.text IS NULL THEN 'direct'
         WHEN is_own AND utm_source.text IS NULL AND utm_medium.text IS NULL AND s.click_id_id = 0 THEN 'direct'
         ELSE channel.text
       END AS channel,
       coalesce(utm_source.text, '') AS utm_source,
       coalesce(utm_medium.text, '') AS utm_medium,
       coalesce(utm_campaign.text, '') AS utm_campaign,
       coalesce(utm_content.text, '') AS utm_content,
       coalesce(utm_term.text, '') AS utm_term
  FROM sources s
  LEFT JOIN texts referrer ON referrer.website_id = :website AND referrer.text_id = s.referrer_domain_id
  LEFT JOIN texts name ON name.website_id = :website AND name.text_id = s.source_name_id
  LEFT JOIN texts channel ON channel.website_id = :website AND channel.text_id = s.channel_id
  LEFT JOIN texts utm_source ON utm_source.website_id = :website AND utm_source.text_id = s.utm_source_id
  LEFT JOIN texts utm_medium ON utm_medium.website_id = :website AND utm_medium.text_id = s.utm_medium_id
  LEFT JOIN texts utm_campaign ON utm_campaign.website_id = :website AND utm_campaign.text_id = s.utm_campaign_id
  LEFT JOIN texts utm_content ON utm_content.website_id = :website AND utm_content.text_id = s.utm_content_id
  LEFT JOIN texts utm_term ON utm_term.website_id = :website AND utm_term.text_id = s.utm_term_id
 CROSS JOIN LATERAL (SELECT coalesce(referrer.text = (SELECT domain FROM websites WHERE website_id = :website), false) AS is_own) own
 WHERE s.website_id = :website;

CREATE UNLOGGED TABLE verify.flat AS
SELECT events.event_id,
       events.event_id >> 20 AS at,
       events.visitor_id,
       events.visit_id,
       coalesce(actions.event_type, 1) AS type,
       coalesce(path.text, '') AS path,
       coalesce(title.text, '') AS title,
       coalesce(query.text, '') AS query,
       coalesce(hostname.text, '') AS hostname,
       coalesce(tag.text, '') AS tag,
       coalesce(name.text, '') AS event,
       counted.pageviews = 1 AND counted.events = 0 AND counted.engaged_ms < 10000 AS bounced,
       (counted.ended_at - counted.started_at) / 1000 AS seconds,
       coalesce(entry_path.text, '') AS entry,
       coalesce(exit_path.text, '') AS exit,
       coalesce(source.referrer, '') AS referrer,
       coalesce(source.domain, '') AS domain,
       coalesce(source.channel, 'direct') AS channel,
       coalesce(source.utm_source, '') AS "utmSource",
       coalesce(source.utm_medium, '') AS "utmMedium",
       coalesce(source.utm_campaign, '') AS "utmCampaign",
       coalesce(source.utm_content, '') AS "utmContent",
       coalesce(source.utm_term, '') AS "utmTerm",
       coalesce(browser.text, '') AS browser,
       coalesce(os.text, '') AS os,
       coalesce(device.text, '') AS device,
       coalesce(screen.text, '') AS screen,
       lower(split_part(coalesce(language.text, ''), '-', 1)) AS language,
       coalesce(country.text, '') AS country,
       coalesce(region.text, '') AS region,
       coalesce(city.text, '') AS city,
       coalesce(distinct_id.text, '') AS "distinctId"
  FROM events
  JOIN pages ON pages.website_id = :website AND pages.page_id = events.page_id
  LEFT JOIN actions ON actions.website_id = :website AND actions.action_id = events.action_id
  LEFT JOIN verify.visits counted ON counted.visit_id = events.visit_id
  LEFT JOIN verify.sources source ON source.source_id = CASE WHEN events.visit_id = 0 THEN events.source_id ELSE counted.source_id END
  LEFT JOIN visits ON visits.website_id = :website AND visits.visit_id = events.visit_id
  LEFT JOIN visitors ON visitors.website_id = :website AND visitors.visitor_id = events.visitor_id
  LEFT JOIN clients ON clients.website_id = :website AND clients.client_id = visits.client_id
  LEFT JOIN locations ON locations.website_id = :website AND locations.location_id = visits.location_id
  LEFT JOIN pages entry_page ON entry_page.website_id = :website AND entry_page.page_id = counted.entry_page_id
  LEFT JOIN pages exit_page ON exit_page.website_id = :website AND exit_page.page_id = counted.exit_page_id
  LEFT JOIN texts path ON path.website_id = :website AND path.text_id = pages.path_id
  LEFT JOIN texts title ON title.website_id = :website AND title.text_id = pages.title_id
  LEFT JOIN texts query ON query.website_id = :website AND query.text_id = pages.query_id
  LEFT JOIN texts hostname ON hostname.website_id = :website AND hostname.text_id = pages.hostname_id
  LEFT JOIN texts tag ON tag.website_id = :website AND tag.text_id = actions.tag_id
  LEFT JOIN texts name ON name.website_id = :website AND name.text_id = actions.name_id
  LEFT JOIN texts entry_path ON entry_path.website_id = :website AND entry_path.text_id = entry_page.path_id
  LEFT JOIN texts exit_path ON exit_path.website_id = :website AND exit_path.text_id = exit_page.path_id
  LEFT JOIN texts browser ON browser.website_id = :website AND browser.text_id = clients.browser_id
  LEFT JOIN texts os ON os.website_id = :website AND os.text_id = clients.os_id
  LEFT JOIN texts device ON device.website_id = :website AND device.text_id = clients.device_id
  LEFT JOIN texts screen ON screen.website_id = :website AND screen.text_id = clients.screen_id
  LEFT JOIN texts language ON language.website_id = :website AND language.text_id = clients.language_id
  LEFT JOIN texts country ON country.website_id = :website AND country.text_id = locations.country_id
  LEFT JOIN texts region ON region.website_id = :website AND region.text_id = locations.region_id
  LEFT JOIN texts city ON city.website_id = :website AND city.text_id = locations.city_id
  LEFT JOIN texts distinct_id ON distinct_id.website_id = :website AND distinct_id.text_id = visitors.distinct_id_id
 WHERE events.website_id = :website;

CREATE TABLE verify.amounts AS
SELECT event_id, currency, amount FROM revenues WHERE website_id = :website;

ANALYZE verify.flat;
CREATE INDEX ON verify.flat (event, visit_id) WHERE type = 2;
CREATE INDEX ON verify.flat (visitor_id);
CREATE INDEX ON verify.flat USING brin (at);

-- What came along with events, and what was said about visitors.
CREATE FUNCTION verify.shown(type smallint, of_text text, of_number numeric, of_date timestamptz) RETURNS text
  LANGUAGE sql STABLE
  RETURN CASE type
           WHEN 2 THEN trim_scale(of_number)::text
           WHEN 4 THEN to_char(of_date AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
           ELSE of_text
         END;

CREATE UNLOGGED TABLE verify.said AS
SELECT p.event_id, names.text AS name, p.data_type AS type,
       verify.shown(p.data_type, p.text_value, p.number_value, p.date_value) AS value, p.number_value AS number
  FROM event_properties p
  JOIN texts names ON names.website_id = :website AND names.text_id = p.name_id
 WHERE p.website_id = :website;

CREATE UNLOGGED TABLE verify.said_of_visitors AS
SELECT p.visitor_id, names.text AS name, p.data_type AS type,
       verify.shown(p.data_type, p.text_value, p.number_value, p.date_value) AS value
  FROM visitor_properties p
  JOIN texts names ON names.website_id = :website AND names.text_id = p.name_id
 WHERE p.website_id = :website;
ANALYZE verify.said, verify.said_of_visitors;
