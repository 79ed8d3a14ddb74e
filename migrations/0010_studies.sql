-- What funnels, journeys, retention, goals, attribution, breakdowns, revenue and page speed are computed from, and the
-- reports that people keep: docs/numbers.md says in words what each of them counts.
-- SPDX-License-Identifier: MIT
--
-- The functions follow the rules of 0002_reports.sql, and website, lowest_id, limit_id, property and selection mean the
-- same here.

-- Values ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION property_text_id(property text, path_id integer, title_id integer, query_id integer, hostname_id integer,
                                 tag_id integer, event_id integer, entry_id integer, exit_id integer, referrer_id integer,
                                 domain_id integer, channel_id integer, utm_source_id integer, utm_medium_id integer,
                                 utm_campaign_id integer, utm_content_id integer, utm_term_id integer, browser_id integer,
                                 os_id integer, device_id integer, screen_id integer, language_id integer,
                                 country_id integer, region_id integer, city_id integer, distinct_id_id integer)
  RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(CASE property
                    WHEN 'path' THEN path_id
                    WHEN 'title' THEN title_id
                    WHEN 'query' THEN query_id
                    WHEN 'hostname' THEN hostname_id
                    WHEN 'tag' THEN tag_id
                    WHEN 'event' THEN event_id
                    WHEN 'entry' THEN entry_id
                    WHEN 'exit' THEN exit_id
                    WHEN 'referrer' THEN referrer_id
                    WHEN 'domain' THEN domain_id
                    WHEN 'channel' THEN channel_id
                    WHEN 'utmSource' THEN utm_source_id
                    WHEN 'utmMedium' THEN utm_medium_id
                    WHEN 'utmCampaign' THEN utm_campaign_id
                    WHEN 'utmContent' THEN utm_content_id
                    WHEN 'utmTerm' THEN utm_term_id
                    WHEN 'browser' THEN browser_id
                    WHEN 'os' THEN os_id
                    WHEN 'device' THEN device_id
                    WHEN 'screen' THEN screen_id
                    WHEN 'language' THEN language_id
                    WHEN 'country' THEN country_id
                    WHEN 'region' THEN region_id
                    WHEN 'city' THEN city_id
                    WHEN 'distinctId' THEN distinct_id_id
                  END, 0);
COMMENT ON FUNCTION property_text_id IS 'Which of a row''s texts is the value of a property; 0: it is missing.';

CREATE FUNCTION wildcard_matches(shown text, wanted text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN shown LIKE replace(regexp_replace(wanted, '([\\%_])', '\\\1', 'g'), '*', '%');
COMMENT ON FUNCTION wildcard_matches IS 'The texts are equal, where * stands for any characters.';

CREATE FUNCTION event_property(website integer, event bigint, property text) RETURNS text
  LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(coalesce(trim_scale(event_properties.number_value)::text, event_properties.text_value)), '')
    FROM event_properties
    JOIN texts ON texts.website_id = website AND texts.text_id = event_properties.name_id AND texts.text = property
   WHERE event_properties.website_id = website
     AND event_properties.event_id = event
     AND event_hour(event_properties.event_id) = event_hour(event)
$$;
COMMENT ON FUNCTION event_property IS 'The value of an event''s own property as text, numbers without zeros at the end; empty: it has none.';

CREATE FUNCTION performance_metric(metric text, lcp numeric, inp numeric, cls numeric, fcp numeric, ttfb numeric)
  RETURNS double precision
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE metric WHEN 'lcp' THEN lcp WHEN 'inp' THEN inp WHEN 'cls' THEN cls WHEN 'fcp' THEN fcp WHEN 'ttfb' THEN ttfb END;

CREATE FUNCTION percentile_text(percentile double precision) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(trim_scale(round(percentile::numeric, 6))::text, '');
COMMENT ON FUNCTION percentile_text IS
  'As a decimal. Measurements have four digits behind the point and percentiles lie in hundredths between them: six digits are exact.';

-- Rows --------------------------------------------------------------------------------------------------------------

CREATE FUNCTION step_rows(website integer, lowest_id bigint, limit_id bigint, selection jsonb, steps jsonb)
  RETURNS TABLE (step integer, event_id bigint, visitor_id integer, visit_id integer)
  LANGUAGE sql STABLE AS $$
  WITH wanted AS MATERIALIZED (
    SELECT asked.number::integer AS step, asked.type = 'event' AS is_event, asked.filters, named.text_id
      FROM ROWS FROM (jsonb_to_recordset(steps) AS (type text, value text, filters jsonb))
           WITH ORDINALITY AS asked (type, value, filters, number)
      JOIN (SELECT texts.text_id, texts.text
              FROM texts
             WHERE texts.website_id = website
            UNION ALL
            SELECT 0, '') named
        ON wildcard_matches(named.text, asked.value)
  )
  SELECT wanted.step, chosen.event_id, chosen.visitor_id, chosen.visit_id
    FROM selected_rows(website, lowest_id, limit_id, selection) chosen
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = chosen.page_id
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = chosen.action_id
    JOIN wanted
      ON wanted.is_event = coalesce(actions.event_type = 2, false)
     AND wanted.text_id = CASE WHEN actions.event_type = 2 THEN actions.name_id ELSE coalesce(pages.path_id, 0) END
   WHERE NOT EXISTS (
           SELECT
             FROM jsonb_to_recordset(wanted.filters) AS filter (property text, operator text, value text)
            WHERE NOT text_matches(event_property(website, chosen.event_id, filter.property), filter.operator,
                                   ARRAY[filter.value]))
$$;
COMMENT ON FUNCTION step_rows IS
  'The rows that are one of the steps [{"type": "path" or "event", "value": "/a*", "filters": [{"property", "operator", '
  '"value"}]}, ...], once for each step that they are, with the step''s place in the list. Filters look at the event''s own properties.';

CREATE FUNCTION selected_revenues(website integer, lowest_id bigint, limit_id bigint, selection jsonb, wanted_currency text)
  RETURNS TABLE (event_id bigint, visitor_id integer, visit_id integer, source_id integer, name_id integer, amount numeric)
  LANGUAGE sql STABLE AS $$
  SELECT revenues.event_id, chosen.visitor_id, chosen.visit_id, chosen.source_id, revenues.name_id, revenues.amount
    FROM revenues
    JOIN selected_rows(website, lowest_id, limit_id, selection) chosen ON chosen.event_id = revenues.event_id
   WHERE revenues.website_id = website
     AND revenues.event_id >= lowest_id
     AND revenues.event_id < limit_id
     AND event_hour(revenues.event_id) BETWEEN event_hour(lowest_id) AND event_hour(limit_id - 1)
     AND revenues.currency = upper(wanted_currency)
$$;
COMMENT ON FUNCTION selected_revenues IS 'What the selected rows brought in, in one currency.';

CREATE FUNCTION selected_performances(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
  RETURNS TABLE (event_id bigint, visit_id integer, page_id integer, lcp numeric, inp numeric, cls numeric, fcp numeric,
                 ttfb numeric)
  LANGUAGE sql STABLE AS $$
  WITH wanted AS MATERIALIZED (
    SELECT asked.property
      FROM jsonb_object_keys(selection) AS asked (property)
     WHERE asked.property NOT IN ('eventTypes', 'excludeBounce', 'negated', 'has', 'hasNot')
  ), passing AS MATERIALIZED (
    SELECT wanted.property, matching.text_id
      FROM wanted
     CROSS JOIN LATERAL matching_texts(website, wanted.property, selection) matching
  )
  SELECT performances.event_id, performances.visit_id, performances.page_id, performances.lcp, performances.inp,
         performances.cls, performances.fcp, performances.ttfb
    FROM performances
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = performances.page_id
    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = performances.visit_id
    LEFT JOIN website_sources(website) source ON source.source_id = visits.source_id
    LEFT JOIN visitors ON visitors.website_id = website AND visitors.visitor_id = visits.visitor_id
    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visits.client_id
    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visits.location_id
    LEFT JOIN (SELECT found.visit_id
                 FROM visits_with_events(website, lowest_id, limit_id, selection->'has') found
                GROUP BY found.visit_id
               HAVING count(*) = jsonb_array_length(selection->'has')) having_all
      ON having_all.visit_id = performances.visit_id
    LEFT JOIN (SELECT DISTINCT found.visit_id
                 FROM visits_with_events(website, lowest_id, limit_id, selection->'hasNot') found) having_one
      ON having_one.visit_id = performances.visit_id
   WHERE performances.website_id = website
     AND performances.event_id >= lowest_id
     AND performances.event_id < limit_id
     AND event_hour(performances.event_id) BETWEEN event_hour(lowest_id) AND event_hour(limit_id - 1)
     AND (NOT selection ? 'excludeBounce' OR is_bounce(visits.pageviews, visits.events, visits.engaged_ms) IS NOT TRUE)
     AND (NOT EXISTS (
            SELECT
              FROM wanted
             WHERE (wanted.property,
                    property_text_id(wanted.property, pages.path_id, pages.title_id, pages.query_id, pages.hostname_id,
                                     0, 0, 0, 0, source.referrer_domain_id, source.source_name_id, source.channel_id,
                                     source.utm_source_id, source.utm_medium_id, source.utm_campaign_id,
                                     source.utm_content_id, source.utm_term_id, clients.browser_id, clients.os_id,
                                     clients.device_id, clients.screen_id, clients.language_id, locations.country_id,
                                     locations.region_id, locations.city_id, visitors.distinct_id_id))
                   NOT IN (SELECT passing.property, passing.text_id FROM passing))
          AND (NOT selection ? 'has' OR having_all.visit_id IS NOT NULL)
          AND (NOT selection ? 'hasNot' OR having_one.visit_id IS NULL)
         ) = (NOT selection ? 'negated')
$$;
COMMENT ON FUNCTION selected_performances IS
  'How fast pages were, of the range and with the filters; the types of events say nothing about them.';

-- Reports that people keep ------------------------------------------------------------------------------------------

CREATE TABLE saved_reports (
  report_id   uuid PRIMARY KEY,
  website_id  integer NOT NULL REFERENCES websites ON DELETE CASCADE,
  user_id     uuid NOT NULL REFERENCES users,
  type        text NOT NULL CHECK (octet_length(type) BETWEEN 1 AND 20),
  name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  description text NOT NULL DEFAULT '' CHECK (char_length(description) <= 500),
  parameters  json NOT NULL CHECK (json_typeof(parameters) = 'object' AND octet_length(parameters::text) <= 20000),
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saved_reports_by_website ON saved_reports (website_id, type, name);
COMMENT ON TABLE saved_reports IS 'What a report was asked, under a name, so that it can be asked again: funnels and goals above all.';
COMMENT ON COLUMN saved_reports.parameters IS 'As the API has them: {"window", "steps"} of a funnel, {"type", "value"} of a goal.';
