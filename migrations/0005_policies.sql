-- What a website does not want counted, and events that are counted without a visitor: their visitor_id and visit_id are 0,
-- they have a page and a source of their own, and no visitor's attributes.
-- SPDX-License-Identifier: MIT

ALTER TABLE websites
  ADD COLUMN do_not_track text CHECK (do_not_track IN ('ignore', 'anonymous', 'drop'));
COMMENT ON COLUMN websites.do_not_track IS
  'What becomes of events with DNT: 1 or Sec-GPC: 1. NULL: what the server''s setting DO_NOT_TRACK says.';

CREATE TABLE shields (
  website_id integer NOT NULL REFERENCES websites ON DELETE CASCADE,
  kind       text NOT NULL CHECK (kind IN ('address', 'country', 'path', 'hostname')),
  shield     text COLLATE "C" NOT NULL CHECK (octet_length(shield) BETWEEN 1 AND 255),
  PRIMARY KEY (website_id, kind, shield)
);
COMMENT ON TABLE shields IS
  'Addresses and networks, countries and paths whose events are refused; and hosts, which are the only ones that are not, '
  'once there is one. In paths and hosts * stands for any characters.';

ALTER TABLE website_numbers ADD COLUMN policy_version integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN website_numbers.policy_version IS
  'Counts the changes of do_not_track and shields; 0: there never was one. The collector reads it under its lock, so that '
  'a change counts from the next batch on, whichever server stores it.';

COMMENT ON COLUMN events.visitor_id IS '0: counted without a visitor.';
COMMENT ON COLUMN events.visit_id IS '0: counted without a visitor, and so outside any visit.';
COMMENT ON COLUMN events.source_id IS
  'NULL: none. Reports use the source of the visit; this is the one the event itself came with, which counts where there is '
  'no visit.';

-- Reports: rows without a visitor are rows like any other, but neither a visitor nor a visit ------------------------------

CREATE OR REPLACE FUNCTION visits_with_events(website integer, lowest_id bigint, limit_id bigint, filters jsonb)
  RETURNS TABLE (visit_id integer, filter_number bigint)
  LANGUAGE sql STABLE AS $$
  -- Visits may begin before the range and end after it, but no further than this.
  WITH span AS MATERIALIZED (
    SELECT first_event_id(min(visits.started_at)) AS lowest_id, first_event_id(max(visits.ended_at)) AS highest_id
      FROM visits
     WHERE visits.website_id = website
       AND visits.events > 0
       AND visits.started_at < event_at(limit_id)
       AND visits.ended_at >= event_at(lowest_id)
  )
  SELECT DISTINCT events.visit_id, filter.number
    FROM ROWS FROM (jsonb_to_recordset(filters) AS (operator text, "values" text[]))
         WITH ORDINALITY AS filter (operator, "values", number)
    JOIN texts ON texts.website_id = website AND text_matches(texts.text, filter.operator, filter."values")
    JOIN actions ON actions.website_id = website AND actions.event_type = 2 AND actions.name_id = texts.text_id
    JOIN events ON events.website_id = website AND events.action_id = actions.action_id
   WHERE events.visit_id <> 0
     AND events.event_id >= (SELECT span.lowest_id FROM span)
     AND events.event_id < (SELECT span.highest_id + (1 << 20) FROM span)
     AND event_hour(events.event_id) >= event_hour((SELECT span.lowest_id FROM span))
     AND event_hour(events.event_id) <= event_hour((SELECT span.highest_id FROM span))
$$;

DROP FUNCTION selected_rows;
CREATE FUNCTION selected_rows(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
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
    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visitors.client_id
    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visitors.location_id
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
     AND (NOT selection ? 'excludeBounce' OR is_bounce(visits.pageviews, visits.events) IS NOT TRUE)
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
COMMENT ON FUNCTION selected_rows IS
  'The rows that every report counts. Each join finds one row at most, so that those that no filter looks at are removed; '
  'and conditions stand on what is joined rather than on events, whose partitions would each evaluate them anew. '
  'source_id is the row''s own; the one that counts is the visit''s, where there is a visit.';

CREATE OR REPLACE FUNCTION report_totals(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
  RETURNS TABLE (pageviews bigint, visitors bigint, visits bigint, bounces bigint, seconds bigint)
  LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(visited.row_count), 0)::bigint,
         count(DISTINCT nullif(visited.visitor_id, 0)),
         count(visits.visit_id),
         count(*) FILTER (WHERE is_bounce(visits.pageviews, visits.events)),
         coalesce(sum(visit_seconds(visits.started_at, visits.ended_at)), 0)::bigint
    FROM (SELECT chosen.visit_id, chosen.visitor_id, count(*)::integer AS row_count
            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
           GROUP BY chosen.visit_id, chosen.visitor_id) visited
    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = visited.visit_id
$$;

CREATE OR REPLACE FUNCTION report_series(website integer, lowest_id bigint, limit_id bigint, selection jsonb, unit text)
  RETURNS TABLE (started_at timestamp, pageviews bigint, visitors bigint)
  LANGUAGE sql STABLE AS $$
  SELECT seen.started_at, sum(seen.row_count)::bigint, count(nullif(seen.visitor_id, 0))
    FROM (SELECT date_trunc(unit, event_at(chosen.event_id)::timestamp) AS started_at, chosen.visitor_id,
                 count(*)::integer AS row_count
            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
           GROUP BY 1, 2) seen
   GROUP BY seen.started_at
$$;

CREATE OR REPLACE FUNCTION report_values(website integer, lowest_id bigint, limit_id bigint, selection jsonb, property text)
  RETURNS TABLE (value text, region text, country text, pageviews bigint, visitors bigint, visits bigint, bounces bigint,
                 seconds bigint)
  LANGUAGE sql STABLE AS $$
  SELECT nullif(shown_text(property, texts.text), ''), nullif(regions.text, ''), nullif(countries.text, ''),
         -- Two stored languages may be shown as one; no visitor has both.
         sum(counted.row_count)::bigint, sum(counted.visitors)::bigint, sum(counted.visits)::bigint,
         sum(counted.bounces)::bigint, coalesce(sum(counted.seconds), 0)::bigint
    FROM (SELECT per_visitor.text_id, per_visitor.region_id, per_visitor.country_id,
                 count(nullif(per_visitor.visitor_id, 0)) AS visitors,
                 sum(per_visitor.row_count) AS row_count, sum(per_visitor.visits) AS visits,
                 sum(per_visitor.bounces) AS bounces, sum(per_visitor.seconds) AS seconds
            FROM (SELECT coalesce(CASE
                                    WHEN property IN ('path', 'title', 'query', 'hostname', 'tag', 'event') THEN seen.text_id
                                    WHEN property = 'entry' THEN entry_pages.path_id
                                    WHEN property = 'exit' THEN exit_pages.path_id
                                    WHEN property = 'referrer' THEN source.referrer_domain_id
                                    WHEN property = 'domain' THEN source.source_name_id
                                    WHEN property = 'channel' THEN source.channel_id
                                    WHEN property = 'utmSource' THEN source.utm_source_id
                                    WHEN property = 'utmMedium' THEN source.utm_medium_id
                                    WHEN property = 'utmCampaign' THEN source.utm_campaign_id
                                    WHEN property = 'utmContent' THEN source.utm_content_id
                                    WHEN property = 'utmTerm' THEN source.utm_term_id
                                    WHEN property = 'browser' THEN clients.browser_id
                                    WHEN property = 'os' THEN clients.os_id
                                    WHEN property = 'device' THEN clients.device_id
                                    WHEN property = 'screen' THEN clients.screen_id
                                    WHEN property = 'language' THEN clients.language_id
                                    WHEN property = 'country' THEN locations.country_id
                                    WHEN property = 'region' THEN locations.region_id
                                    WHEN property = 'city' THEN locations.city_id
                                    WHEN property = 'distinctId' THEN visitors.distinct_id_id
                                  END, 0) AS text_id,
                         CASE WHEN property = 'city' THEN locations.region_id END AS region_id,
                         CASE WHEN property IN ('region', 'city') THEN locations.country_id END AS country_id,
                         seen.visitor_id, sum(seen.row_count) AS row_count, count(visits.visit_id) AS visits,
                         count(*) FILTER (WHERE is_bounce(visits.pageviews, visits.events)) AS bounces,
                         sum(visit_seconds(visits.started_at, visits.ended_at)) AS seconds
                    FROM (SELECT CASE
                                   WHEN property = 'path' THEN pages.path_id
                                   WHEN property = 'title' THEN pages.title_id
                                   WHEN property = 'query' THEN pages.query_id
                                   WHEN property = 'hostname' THEN pages.hostname_id
                                   WHEN property = 'tag' THEN actions.tag_id
                                   WHEN property = 'event' THEN actions.name_id
                                 END AS text_id,
                                 CASE
                                   WHEN chosen.visit_id = 0
                                    AND property IN ('referrer', 'domain', 'channel', 'utmSource', 'utmMedium',
                                                     'utmCampaign', 'utmContent', 'utmTerm')
                                   THEN chosen.source_id
                                 END AS own_source_id,
                                 chosen.visit_id, chosen.visitor_id, count(*)::integer AS row_count
                            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
                            LEFT JOIN pages ON pages.website_id = website AND pages.page_id = chosen.page_id
                            LEFT JOIN actions ON actions.website_id = website AND actions.action_id = chosen.action_id
                           GROUP BY 1, 2, 3, 4) seen
                    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = seen.visit_id
                    LEFT JOIN pages entry_pages
                      ON entry_pages.website_id = website AND entry_pages.page_id = visits.entry_page_id
                    LEFT JOIN pages exit_pages
                      ON exit_pages.website_id = website AND exit_pages.page_id = visits.exit_page_id
                    LEFT JOIN website_sources(website) source
                      ON source.source_id = coalesce(visits.source_id, seen.own_source_id)
                    LEFT JOIN visitors ON visitors.website_id = website AND visitors.visitor_id = seen.visitor_id
                    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visitors.client_id
                    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visitors.location_id
                   GROUP BY 1, 2, 3, seen.visitor_id) per_visitor
           GROUP BY per_visitor.text_id, per_visitor.region_id, per_visitor.country_id) counted
    LEFT JOIN texts ON texts.website_id = website AND texts.text_id = counted.text_id
    LEFT JOIN texts regions
      ON regions.website_id = website AND regions.text_id = counted.region_id AND property = 'city'
    LEFT JOIN texts countries
      ON countries.website_id = website AND countries.text_id = counted.country_id AND property IN ('region', 'city')
   WHERE property NOT IN ('query', 'tag', 'event', 'referrer', 'domain', 'utmSource', 'utmMedium', 'utmCampaign',
                          'utmContent', 'utmTerm', 'distinctId')
      OR counted.text_id <> 0
   GROUP BY 1, 2, 3
$$;
