-- What reports count, once for all of them: docs/numbers.md says the same in words.
-- SPDX-License-Identifier: MIT
--
-- Everything here is a plain SELECT in LANGUAGE sql, so that the planner puts it into the statement that uses it and plans
-- the whole. Filters that are absent, and the joins that only they need, fold away then. Two rules keep it so: functions
-- are neither STRICT nor VOLATILE, and their arguments are constants. What the lower levels sum is integer: a sum of bigint
-- is numeric, at many times the memory and time.
--
-- Parameters that recur:
--   website     websites.website_id
--   lowest_id   the lowest events.event_id of the range
--   limit_id    the lowest one after it
--   property    what a value or a filter is of: 'path', 'browser', ...; the names of the API
--   selection   which rows of the range:
--     "eventTypes": [1, 3, 4]
--     "excludeBounce": true           only when asked for
--     "<property>": [{"operator": "neq", "values": ["/a", "/b"]}, ...]
--                                     all must hold; "name" is the event's own name
--     "has", "hasNot": [{"operator": "c", "values": ["sign"]}, ...]
--                                     visits that have an event for each of them, and for none of them
--     "negated": true                 rows for which what is said of properties and events does not hold. Any of
--                                     several filters holds when not all of their opposites do: so "match=any" is this

-- Times -------------------------------------------------------------------------------------------------------------

-- Adding an interval to a timestamptz is not IMMUTABLE, and an IMMUTABLE function with such a body is called for every row.
CREATE OR REPLACE FUNCTION event_at(event_id bigint) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN to_timestamp((event_id >> 20) / 1000::double precision);

CREATE FUNCTION calendar_month(ms bigint) RETURNS integer
  LANGUAGE sql STABLE
  RETURN (extract(year FROM to_timestamp(ms / 1000::double precision)::timestamp) * 12
          + extract(month FROM to_timestamp(ms / 1000::double precision)::timestamp))::integer;
COMMENT ON FUNCTION calendar_month IS 'Months since the year 0 by the clock of the session''s TimeZone.';

CREATE FUNCTION report_unit(asked text, start_ms bigint, limit_ms bigint) RETURNS text
  LANGUAGE sql STABLE AS $$
  SELECT units[greatest(array_position(units, asked),
                        CASE
                          WHEN (limit_ms - 1 - start_ms) / 60000 <= 60 THEN 1
                          WHEN (limit_ms - 1 - start_ms) / 3600000 <= 30 * 24 THEN 2
                          WHEN calendar_month(limit_ms - 1) - calendar_month(start_ms) <= 7 THEN 3
                          WHEN calendar_month(limit_ms - 1) - calendar_month(start_ms) <= 24 THEN 4
                          ELSE 5
                        END)]
    FROM (SELECT ARRAY['minute', 'hour', 'day', 'month', 'year'] AS units) known
$$;
COMMENT ON FUNCTION report_unit IS
  'The unit of time that was asked for, or the finest one that the range allows when that is coarser or none was asked '
  'for. By the clock of the session''s TimeZone.';

CREATE FUNCTION year_earlier(ms bigint) RETURNS bigint
  LANGUAGE sql STABLE
  RETURN (extract(epoch FROM (to_timestamp(ms / 1000::double precision)::timestamp - interval '1 year')::timestamptz)
          * 1000)::bigint;
COMMENT ON FUNCTION year_earlier IS 'The same moment a year earlier by the clock of the session''s TimeZone.';

-- Texts -------------------------------------------------------------------------------------------------------------

CREATE FUNCTION shown_text(property text, stored text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE property
           WHEN 'language' THEN lower(split_part(coalesce(stored, ''), '-', 1))
           WHEN 'channel' THEN coalesce(stored, 'direct')
           ELSE coalesce(stored, '')
         END COLLATE "C";
COMMENT ON FUNCTION shown_text IS 'What reports show of a stored text, and what filters look at. NULL is text_id 0.';

CREATE FUNCTION text_matches(shown text, operator text, wanted text[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE operator
           WHEN 'eq' THEN shown = ANY (wanted)
           WHEN 'neq' THEN shown <> ALL (wanted)
           WHEN 'c' THEN strpos(lower(shown COLLATE "und-x-icu"), lower(wanted[1] COLLATE "und-x-icu")) > 0
           WHEN 'dnc' THEN strpos(lower(shown COLLATE "und-x-icu"), lower(wanted[1] COLLATE "und-x-icu")) = 0
           WHEN 're' THEN shown COLLATE "und-x-icu" ~* wanted[1]
           WHEN 'nre' THEN shown COLLATE "und-x-icu" !~* wanted[1]
         END;
COMMENT ON FUNCTION text_matches IS
  'One filter. Case is that of Unicode whatever the database''s locale; values themselves compare by bytes.';

CREATE FUNCTION regex_is_valid(pattern text) RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  PERFORM '' ~* pattern;
  RETURN true;
EXCEPTION WHEN invalid_regular_expression THEN
  RETURN false;
END
$$;
COMMENT ON FUNCTION regex_is_valid IS 'Lets a report name the field at fault, rather than fail on its first row.';

CREATE FUNCTION matching_texts(website integer, property text, selection jsonb) RETURNS TABLE (text_id integer)
  LANGUAGE sql STABLE AS $$
  SELECT candidates.text_id
    FROM (SELECT texts.text_id, shown_text(property, texts.text) AS shown
            FROM texts
           WHERE texts.website_id = website
                 -- Where "eq" asks for certain texts, the index finds them.
             AND (property = 'language'
                  OR NOT selection->property @> '[{"operator": "eq"}]'
                  OR texts.text = ANY (ARRAY(
                       SELECT jsonb_path_query(selection->property, '$[*] ? (@.operator == "eq").values[*]') #>> '{}')))
          UNION ALL
          SELECT 0, shown_text(property, NULL)) candidates
   WHERE NOT EXISTS (
           SELECT FROM jsonb_to_recordset(selection->property) AS filter (operator text, "values" text[])
            WHERE NOT text_matches(candidates.shown, filter.operator, filter."values"))
$$;
COMMENT ON FUNCTION matching_texts IS 'The texts, the empty one included, that pass all filters on a property.';

-- Sources -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION website_sources(website integer)
  RETURNS TABLE (source_id integer, referrer_domain_id integer, source_name_id integer, channel_id integer,
                 utm_source_id integer, utm_medium_id integer, utm_campaign_id integer, utm_content_id integer,
                 utm_term_id integer)
  LANGUAGE sql STABLE AS $$
  SELECT sources.source_id,
         CASE WHEN sources.referrer_domain_id = own.text_id THEN 0 ELSE sources.referrer_domain_id END,
         CASE WHEN sources.referrer_domain_id = own.text_id THEN 0 ELSE sources.source_name_id END,
         CASE WHEN sources.referrer_domain_id = own.text_id
               AND (sources.utm_source_id, sources.utm_medium_id, sources.click_id_id) = (0, 0, 0)
              THEN 0
              ELSE sources.channel_id
         END,
         sources.utm_source_id, sources.utm_medium_id, sources.utm_campaign_id, sources.utm_content_id,
         sources.utm_term_id
    FROM sources
    LEFT JOIN texts own
      ON own.website_id = website
     AND own.text = (SELECT regexp_replace(lower(websites.domain), '^www\.', '')
                       FROM websites
                      WHERE websites.website_id = website)
   WHERE sources.website_id = website
$$;
COMMENT ON FUNCTION website_sources IS
  'A referrer on the website''s own domain is none, and the visit that it alone led to is direct.';

-- Visits ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION is_bounce(pageviews integer, events integer) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pageviews = 1 AND events = 0;

CREATE FUNCTION visit_seconds(started_at timestamptz, ended_at timestamptz) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN floor(date_part('epoch', ended_at - started_at))::integer;

CREATE FUNCTION visits_with_events(website integer, lowest_id bigint, limit_id bigint, filters jsonb)
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
   WHERE events.event_id >= (SELECT span.lowest_id FROM span)
     AND events.event_id < (SELECT span.highest_id + (1 << 20) FROM span)
     AND event_hour(events.event_id) >= event_hour((SELECT span.lowest_id FROM span))
     AND event_hour(events.event_id) <= event_hour((SELECT span.highest_id FROM span))
$$;
COMMENT ON FUNCTION visits_with_events IS
  'For each filter, by its place in the list, the visits that have a custom event whose name passes it, at any time.';

-- Rows --------------------------------------------------------------------------------------------------------------

CREATE FUNCTION selected_rows(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
  RETURNS TABLE (event_id bigint, visitor_id integer, visit_id integer, page_id integer, action_id integer)
  LANGUAGE sql STABLE AS $$
  SELECT events.event_id, events.visitor_id, events.visit_id, events.page_id, coalesce(events.action_id, 0)
    FROM events
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = events.page_id
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = events.action_id
    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = events.visit_id
    LEFT JOIN website_sources(website) source ON source.source_id = visits.source_id
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
     AND (NOT selection ? 'excludeBounce' OR NOT is_bounce(visits.pageviews, visits.events))
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
  'and conditions stand on what is joined rather than on events, whose partitions would each evaluate them anew.';

-- Reports -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION report_totals(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
  RETURNS TABLE (pageviews bigint, visitors bigint, visits bigint, bounces bigint, seconds bigint)
  LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(visited.row_count), 0)::bigint,
         count(DISTINCT visited.visitor_id),
         count(*),
         count(*) FILTER (WHERE is_bounce(visits.pageviews, visits.events)),
         coalesce(sum(visit_seconds(visits.started_at, visits.ended_at)), 0)::bigint
    FROM (SELECT chosen.visit_id, chosen.visitor_id, count(*)::integer AS row_count
            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
           GROUP BY chosen.visit_id, chosen.visitor_id) visited
    JOIN visits ON visits.website_id = website AND visits.visit_id = visited.visit_id
$$;

CREATE FUNCTION report_series(website integer, lowest_id bigint, limit_id bigint, selection jsonb, unit text)
  RETURNS TABLE (started_at timestamp, pageviews bigint, visitors bigint)
  LANGUAGE sql STABLE AS $$
  SELECT seen.started_at, sum(seen.row_count)::bigint, count(*)
    FROM (SELECT date_trunc(unit, event_at(chosen.event_id)::timestamp) AS started_at, chosen.visitor_id,
                 count(*)::integer AS row_count
            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
           GROUP BY 1, 2) seen
   GROUP BY seen.started_at
$$;
COMMENT ON FUNCTION report_series IS 'By units of the clock of the session''s TimeZone.';

CREATE FUNCTION report_values(website integer, lowest_id bigint, limit_id bigint, selection jsonb, property text)
  RETURNS TABLE (value text, region text, country text, pageviews bigint, visitors bigint, visits bigint, bounces bigint,
                 seconds bigint)
  LANGUAGE sql STABLE AS $$
  SELECT nullif(shown_text(property, texts.text), ''), nullif(regions.text, ''), nullif(countries.text, ''),
         -- Two stored languages may be shown as one; no visitor has both.
         sum(counted.row_count)::bigint, sum(counted.visitors)::bigint, sum(counted.visits)::bigint,
         sum(counted.bounces)::bigint, sum(counted.seconds)::bigint
    FROM (SELECT per_visitor.text_id, per_visitor.region_id, per_visitor.country_id, count(*) AS visitors,
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
                         sum(seen.row_count) AS row_count, count(*) AS visits,
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
                                 chosen.visit_id, chosen.visitor_id, count(*)::integer AS row_count
                            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
                            LEFT JOIN pages ON pages.website_id = website AND pages.page_id = chosen.page_id
                            LEFT JOIN actions ON actions.website_id = website AND actions.action_id = chosen.action_id
                           GROUP BY 1, 2, 3) seen
                    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = seen.visit_id
                    LEFT JOIN pages entry_pages
                      ON entry_pages.website_id = website AND entry_pages.page_id = visits.entry_page_id
                    LEFT JOIN pages exit_pages
                      ON exit_pages.website_id = website AND exit_pages.page_id = visits.exit_page_id
                    LEFT JOIN website_sources(website) source ON source.source_id = visits.source_id
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
COMMENT ON FUNCTION report_values IS 'By the values of a property; NULL is the missing one, where it counts.';

CREATE FUNCTION report_latest(website integer, lowest_id bigint, limit_id bigint, selection jsonb, row_count bigint)
  RETURNS TABLE (event_id bigint, visitor_hash bigint, is_first boolean, event_name text, browser text, os text, device text,
                 country text, path text, referrer_domain text, hostname text)
  LANGUAGE sql STABLE AS $$
  SELECT latest.event_id, visitors.visitor_hash, latest.is_first, coalesce(names.text, ''), coalesce(browsers.text, ''),
         coalesce(systems.text, ''), coalesce(devices.text, ''), coalesce(countries.text, ''), coalesce(paths.text, ''),
         coalesce(domains.text, ''), coalesce(hostnames.text, '')
    FROM (SELECT chosen.event_id, chosen.visitor_id, chosen.visit_id, chosen.page_id, chosen.action_id,
                 row_number() OVER (PARTITION BY chosen.visitor_id ORDER BY chosen.event_id) = 1 AS is_first
            FROM selected_rows(website, lowest_id, limit_id, selection) chosen
           ORDER BY chosen.event_id DESC
           LIMIT row_count) latest
    JOIN visitors ON visitors.website_id = website AND visitors.visitor_id = latest.visitor_id
    JOIN visits ON visits.website_id = website AND visits.visit_id = latest.visit_id
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = latest.page_id
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = latest.action_id
    LEFT JOIN website_sources(website) source ON source.source_id = visits.source_id
    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visitors.client_id
    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visitors.location_id
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
  'The newest rows; is_first tells the first one of each visitor in the range.';
