-- Saved filters (segments), the visitors who did something (cohorts), and how they choose rows: docs/numbers.md says the same
-- in words.
-- SPDX-License-Identifier: MIT

CREATE TABLE segments (
  segment_id uuid PRIMARY KEY,
  website_id integer NOT NULL REFERENCES websites ON DELETE CASCADE,
  type       text NOT NULL CHECK (type IN ('segment', 'cohort')),
  name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  parameters jsonb NOT NULL CHECK (octet_length(parameters::text) <= 16000),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX segments_by_website ON segments (website_id, type);
COMMENT ON TABLE segments IS 'What somebody saved to choose rows by: a set of filters, or the visitors who did something.';
COMMENT ON COLUMN segments.parameters IS
  'As in the API: {"filters": [{"name", "operator", "value"}, ...], "match", "dateRange", "action": {"type", "value"}}.';

-- Times -------------------------------------------------------------------------------------------------------------

CREATE FUNCTION recent_range(now_ms bigint, unit text, units integer) RETURNS TABLE (start_ms bigint, limit_ms bigint)
  LANGUAGE sql STABLE AS $$
  SELECT (extract(epoch FROM (current_unit.started_at - (units - 1) * one.length)::timestamptz) * 1000)::bigint,
         (extract(epoch FROM (current_unit.started_at + one.length)::timestamptz) * 1000)::bigint
    FROM (SELECT ('1 ' || unit)::interval AS length) one
   CROSS JOIN LATERAL (
     SELECT CASE unit
              -- date_trunc() has weeks begin on Mondays.
              WHEN 'week' THEN date_trunc('week', clock.shown + interval '1 day') - interval '1 day'
              ELSE date_trunc(unit, clock.shown)
            END AS started_at
       FROM (SELECT to_timestamp(now_ms / 1000::double precision)::timestamp AS shown) clock) current_unit
$$;
COMMENT ON FUNCTION recent_range IS
  'So many whole units up to and with the current one, by the clock of the session''s TimeZone; weeks begin on Sundays.';

-- Rows --------------------------------------------------------------------------------------------------------------

-- A group of filters, in the words of selections (see 0002_reports.sql), and what always must hold beside them:
--   "actionPath", "actionName": as properties, for the row's path and the event's name; never negated
CREATE FUNCTION filtered_rows(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
  RETURNS TABLE (event_id bigint, visitor_id integer, visit_id integer, page_id integer, action_id integer, source_id integer)
  LANGUAGE sql STABLE AS $$
  SELECT events.event_id, events.visitor_id, events.visit_id, events.page_id, coalesce(events.action_id, 0),
         events.source_id
    FROM events
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = events.page_id
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = events.action_id
    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = events.visit_id
    LEFT JOIN website_sources(website) source
      ON source.source_id = coalesce(visits.source_id, events.source_id)
    LEFT JOIN visitors ON visitors.website_id = website AND visitors.visitor_id = events.visitor_id
    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visits.client_id
    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visits.location_id
    LEFT JOIN (SELECT found.visit_id
                 FROM visits_with_events(website, lowest_id, limit_id, selection->'has') found
                GROUP BY found.visit_id
               HAVING count(*) = jsonb_array_length(selection->'has')) having_all
      ON having_all.visit_id = events.visit_id
    LEFT JOIN (SELECT DISTINCT found.visit_id
                 FROM visits_with_events(website, lowest_id, limit_id, selection->'hasNot') found) having_one
      ON having_one.visit_id = events.visit_id
   WHERE events.website_id = website
     AND events.event_id >= lowest_id
     AND events.event_id < limit_id
     AND event_hour(events.event_id) BETWEEN event_hour(lowest_id) AND event_hour(limit_id - 1)
     AND (events.action_id IS NULL AND selection->'eventTypes' @> '1'
          OR events.action_id IN (SELECT wanted.action_id
                                    FROM actions wanted
                                   WHERE wanted.website_id = website
                                     AND selection->'eventTypes' @> to_jsonb(wanted.event_type)))
     AND (NOT selection ? 'excludeBounce' OR is_bounce(visits.pageviews, visits.events, visits.engaged_ms) IS NOT TRUE)
     AND (NOT selection ? 'actionPath'
          OR EXISTS (SELECT FROM matching_texts(website, 'actionPath', selection) t
                      WHERE t.text_id = coalesce(pages.path_id, 0)))
     AND (NOT selection ? 'actionName'
          OR EXISTS (SELECT FROM matching_texts(website, 'actionName', selection) t
                      WHERE t.text_id = coalesce(actions.name_id, 0)))
     AND (
           (NOT selection ? 'path'
            OR EXISTS (SELECT FROM matching_texts(website, 'path', selection) t
                        WHERE t.text_id = coalesce(pages.path_id, 0)))
       AND (NOT selection ? 'title'
            OR EXISTS (SELECT FROM matching_texts(website, 'title', selection) t
                        WHERE t.text_id = coalesce(pages.title_id, 0)))
       AND (NOT selection ? 'query'
            OR EXISTS (SELECT FROM matching_texts(website, 'query', selection) t
                        WHERE t.text_id = coalesce(pages.query_id, 0)))
       AND (NOT selection ? 'hostname'
            OR EXISTS (SELECT FROM matching_texts(website, 'hostname', selection) t
                        WHERE t.text_id = coalesce(pages.hostname_id, 0)))
       AND (NOT selection ? 'tag'
            OR EXISTS (SELECT FROM matching_texts(website, 'tag', selection) t
                        WHERE t.text_id = coalesce(actions.tag_id, 0)))
       AND (NOT selection ? 'name'
            OR EXISTS (SELECT FROM matching_texts(website, 'name', selection) t
                        WHERE t.text_id = coalesce(actions.name_id, 0)))
       AND (NOT selection ? 'referrer'
            OR EXISTS (SELECT FROM matching_texts(website, 'referrer', selection) t
                        WHERE t.text_id = coalesce(source.referrer_domain_id, 0)))
       AND (NOT selection ? 'domain'
            OR EXISTS (SELECT FROM matching_texts(website, 'domain', selection) t
                        WHERE t.text_id = coalesce(source.source_name_id, 0)))
       AND (NOT selection ? 'channel'
            OR EXISTS (SELECT FROM matching_texts(website, 'channel', selection) t
                        WHERE t.text_id = coalesce(source.channel_id, 0)))
       AND (NOT selection ? 'utmSource'
            OR EXISTS (SELECT FROM matching_texts(website, 'utmSource', selection) t
                        WHERE t.text_id = coalesce(source.utm_source_id, 0)))
       AND (NOT selection ? 'utmMedium'
            OR EXISTS (SELECT FROM matching_texts(website, 'utmMedium', selection) t
                        WHERE t.text_id = coalesce(source.utm_medium_id, 0)))
       AND (NOT selection ? 'utmCampaign'
            OR EXISTS (SELECT FROM matching_texts(website, 'utmCampaign', selection) t
                        WHERE t.text_id = coalesce(source.utm_campaign_id, 0)))
       AND (NOT selection ? 'utmContent'
            OR EXISTS (SELECT FROM matching_texts(website, 'utmContent', selection) t
                        WHERE t.text_id = coalesce(source.utm_content_id, 0)))
       AND (NOT selection ? 'utmTerm'
            OR EXISTS (SELECT FROM matching_texts(website, 'utmTerm', selection) t
                        WHERE t.text_id = coalesce(source.utm_term_id, 0)))
       AND (NOT selection ? 'browser'
            OR EXISTS (SELECT FROM matching_texts(website, 'browser', selection) t
                        WHERE t.text_id = coalesce(clients.browser_id, 0)))
       AND (NOT selection ? 'os'
            OR EXISTS (SELECT FROM matching_texts(website, 'os', selection) t WHERE t.text_id = coalesce(clients.os_id, 0)))
       AND (NOT selection ? 'device'
            OR EXISTS (SELECT FROM matching_texts(website, 'device', selection) t
                        WHERE t.text_id = coalesce(clients.device_id, 0)))
       AND (NOT selection ? 'screen'
            OR EXISTS (SELECT FROM matching_texts(website, 'screen', selection) t
                        WHERE t.text_id = coalesce(clients.screen_id, 0)))
       AND (NOT selection ? 'language'
            OR EXISTS (SELECT FROM matching_texts(website, 'language', selection) t
                        WHERE t.text_id = coalesce(clients.language_id, 0)))
       AND (NOT selection ? 'country'
            OR EXISTS (SELECT FROM matching_texts(website, 'country', selection) t
                        WHERE t.text_id = coalesce(locations.country_id, 0)))
       AND (NOT selection ? 'region'
            OR EXISTS (SELECT FROM matching_texts(website, 'region', selection) t
                        WHERE t.text_id = coalesce(locations.region_id, 0)))
       AND (NOT selection ? 'city'
            OR EXISTS (SELECT FROM matching_texts(website, 'city', selection) t
                        WHERE t.text_id = coalesce(locations.city_id, 0)))
       AND (NOT selection ? 'distinctId'
            OR EXISTS (SELECT FROM matching_texts(website, 'distinctId', selection) t
                        WHERE t.text_id = coalesce(visitors.distinct_id_id, 0)))
       AND (NOT selection ? 'has' OR having_all.visit_id IS NOT NULL)
       AND (NOT selection ? 'hasNot' OR having_one.visit_id IS NULL)
         ) = (NOT selection ? 'negated')
$$;
COMMENT ON FUNCTION filtered_rows IS
  'The rows that one group of filters lets through. Each join finds one row at most, so that those that no filter looks at are '
  'removed; and conditions stand on what is joined rather than on events, whose partitions would each evaluate them anew. '
  'source_id is the row''s own; the one that counts is the visit''s, where there is a visit.';

-- A selection may hold two more groups of filters:
--   "segment": {"eventTypes": ..., ...}    rows that pass these as well
--   "cohort": {"lowestId": 1, "limitId": 2, "eventTypes": ..., ...}
--                                          rows of the visitors who have a row of that range which passes these
CREATE OR REPLACE FUNCTION selected_rows(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
  RETURNS TABLE (event_id bigint, visitor_id integer, visit_id integer, page_id integer, action_id integer, source_id integer)
  LANGUAGE sql STABLE AS $$
  SELECT chosen.event_id, chosen.visitor_id, chosen.visit_id, chosen.page_id, chosen.action_id, chosen.source_id
    FROM filtered_rows(website, lowest_id, limit_id, selection) chosen
    LEFT JOIN (SELECT DISTINCT passing.event_id
                 FROM filtered_rows(website, lowest_id, limit_id, selection->'segment') passing) segment
      ON segment.event_id = chosen.event_id
    LEFT JOIN (SELECT DISTINCT passing.visitor_id
                 FROM filtered_rows(website, (selection->'cohort'->>'lowestId')::bigint,
                                    (selection->'cohort'->>'limitId')::bigint, selection->'cohort') passing) cohort
      ON cohort.visitor_id = nullif(chosen.visitor_id, 0)
   WHERE (NOT selection ? 'segment' OR segment.event_id IS NOT NULL)
     AND (NOT selection ? 'cohort' OR cohort.visitor_id IS NOT NULL)
$$;
COMMENT ON FUNCTION selected_rows IS
  'The rows that every report counts. The joins that no segment and no cohort needs are removed as those of filtered_rows() are.';

-- Export ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION report_rows(website integer, lowest_id bigint, limit_id bigint, selection jsonb, row_count bigint)
  RETURNS TABLE (event_id bigint, visitor_id integer, visit_id integer, event_type integer, name_id integer, tag_id integer,
                 hostname_id integer, path_id integer, query_id integer, title_id integer, referrer_domain_id integer,
                 source_name_id integer, channel_id integer, utm_source_id integer, utm_medium_id integer,
                 utm_campaign_id integer, utm_content_id integer, utm_term_id integer, browser_id integer, os_id integer,
                 device_id integer, screen_id integer, language_id integer, country_id integer, region_id integer,
                 city_id integer, distinct_id_id integer)
  LANGUAGE sql STABLE AS $$
  SELECT first.event_id, first.visitor_id, first.visit_id, coalesce(actions.event_type, 1)::integer,
         coalesce(actions.name_id, 0), coalesce(actions.tag_id, 0), coalesce(pages.hostname_id, 0),
         coalesce(pages.path_id, 0), coalesce(pages.query_id, 0), coalesce(pages.title_id, 0),
         coalesce(source.referrer_domain_id, 0), coalesce(source.source_name_id, 0), coalesce(source.channel_id, 0),
         coalesce(source.utm_source_id, 0), coalesce(source.utm_medium_id, 0), coalesce(source.utm_campaign_id, 0),
         coalesce(source.utm_content_id, 0), coalesce(source.utm_term_id, 0), coalesce(clients.browser_id, 0),
         coalesce(clients.os_id, 0), coalesce(clients.device_id, 0), coalesce(clients.screen_id, 0),
         coalesce(clients.language_id, 0), coalesce(locations.country_id, 0), coalesce(locations.region_id, 0),
         coalesce(locations.city_id, 0), coalesce(visitors.distinct_id_id, 0)
    FROM (SELECT chosen.event_id, chosen.visitor_id, chosen.visit_id, chosen.page_id, chosen.action_id, chosen.source_id
            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
           ORDER BY chosen.event_id
           LIMIT row_count) first
    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = first.visit_id
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = first.page_id
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = first.action_id
    LEFT JOIN website_sources(website) source ON source.source_id = coalesce(visits.source_id, first.source_id)
    LEFT JOIN visitors ON visitors.website_id = website AND visitors.visitor_id = first.visitor_id
    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visits.client_id
    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visits.location_id
$$;
COMMENT ON FUNCTION report_rows IS 'The first rows, each with all that is known of it as numbers of texts; 0: none.';
