-- Lists of visitors and of rows, and what a site said about them: docs/numbers.md says what they mean. As in
-- 0002_reports.sql, everything is a plain SELECT that the planner puts into the statement that uses it, and what no
-- argument asks for folds away.
-- SPDX-License-Identifier: MIT

-- Performance outside a visit is found by its visitor, whose data may be deleted.
CREATE INDEX performances_by_visitor ON performances (website_id, visitor_id) WHERE visit_id = 0;

COMMENT ON COLUMN ledger.outcome IS
  'As enum event_result in event.h: 0 received, 1 stored as a row of events, 2 stored with a visitor or a visit, above: '
  'refused or deleted since, a number a reason.';

COMMENT ON FUNCTION ledger_differences IS
  'The hours in which the books do not balance: received is not stored + attached + refused (or deleted since), or what was '
  'stored is not what is there. None, when all is well.';

-- Visitors ----------------------------------------------------------------------------------------------------------

CREATE FUNCTION report_visitors(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
  RETURNS TABLE (visitor_id integer, pageviews bigint, events bigint, visits bigint)
  LANGUAGE sql STABLE AS $$
  SELECT chosen.visitor_id, count(*) FILTER (WHERE actions.event_type IS DISTINCT FROM 2),
         count(*) FILTER (WHERE actions.event_type = 2), count(DISTINCT chosen.visit_id)
    FROM selected_rows(website, lowest_id, limit_id, selection) chosen
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = chosen.action_id
   WHERE chosen.visitor_id <> 0
   GROUP BY chosen.visitor_id
$$;
COMMENT ON FUNCTION report_visitors IS 'The visitors of the rows, with the rows that each of them has.';

CREATE FUNCTION visitor_rows(website integer, visitor integer, lowest_id bigint, limit_id bigint)
  RETURNS TABLE (event_id bigint, visit_id integer, page_id integer, action_id integer, source_id integer)
  LANGUAGE sql STABLE AS $$
  SELECT events.event_id, events.visit_id, events.page_id, coalesce(events.action_id, 0), events.source_id
    FROM visits
    JOIN events
      ON events.website_id = website
     AND events.visit_id = visits.visit_id
     AND events.event_id >= greatest(lowest_id, first_event_id(visits.started_at))
     AND events.event_id < least(limit_id, first_event_id(visits.ended_at) + (1 << 20))
     AND event_hour(events.event_id) >= event_hour(greatest(lowest_id, first_event_id(visits.started_at)))
     AND event_hour(events.event_id) <= event_hour(least(limit_id - 1, first_event_id(visits.ended_at)))
   WHERE visits.website_id = website
     AND visitor_block(visits.visitor_id) = visitor_block(visitor)
     AND visits.visitor_id = visitor
$$;
COMMENT ON FUNCTION visitor_rows IS 'One visitor''s rows: the visits are found by the visitor, the rows by the hours of the visits.';

-- Properties --------------------------------------------------------------------------------------------------------

CREATE FUNCTION property_text(data_type smallint, text_value text, number_value numeric, date_value timestamptz)
  RETURNS text
  LANGUAGE sql STABLE
  RETURN CASE data_type
           WHEN 2 THEN trim_scale(number_value)::text
           WHEN 4 THEN to_char(date_value AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
           ELSE text_value
         END;
COMMENT ON FUNCTION property_text IS 'A property''s value as it is shown; NULL for null.';

CREATE FUNCTION selected_properties(website integer, lowest_id bigint, limit_id bigint, selection jsonb, of_visitors boolean,
                                    event_name text, property_name text)
  RETURNS TABLE (owner_id bigint, set_at timestamptz, event text, name text, data_type smallint, value text,
                 number_value numeric, date_value timestamptz)
  LANGUAGE sql STABLE AS $$
  SELECT chosen.event_id, event_at(chosen.event_id), coalesce(event_names.text, ''), names.text, properties.data_type,
         property_text(properties.data_type, properties.text_value, properties.number_value, properties.date_value),
         properties.number_value, properties.date_value
    FROM selected_rows(website, lowest_id, limit_id, selection) chosen
    JOIN event_properties properties
      ON properties.website_id = website
     AND properties.event_id = chosen.event_id
     AND properties.event_id >= lowest_id
     AND properties.event_id < limit_id
     AND event_hour(properties.event_id) BETWEEN event_hour(lowest_id) AND event_hour(limit_id - 1)
    JOIN texts names ON names.website_id = website AND names.text_id = properties.name_id
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = chosen.action_id
    LEFT JOIN texts event_names ON event_names.website_id = website AND event_names.text_id = actions.name_id
   WHERE NOT of_visitors
     AND (event_name = '' OR event_names.text = event_name)
     AND (property_name = '' OR names.text = property_name)
  UNION ALL
  SELECT properties.visitor_id, properties.set_at, '', names.text, properties.data_type,
         property_text(properties.data_type, properties.text_value, properties.number_value, properties.date_value),
         properties.number_value, properties.date_value
    FROM visitor_properties properties
    JOIN texts names ON names.website_id = website AND names.text_id = properties.name_id
   WHERE of_visitors
     AND (property_name = '' OR names.text = property_name)
     AND properties.website_id = website
     AND properties.visitor_id IN (SELECT chosen.visitor_id
                                     FROM selected_rows(website, lowest_id, limit_id, selection) chosen)
$$;
COMMENT ON FUNCTION selected_properties IS
  'What a site said along with the rows, or about the visitors of the rows: owner_id is the event or the visitor, set_at when '
  'the event was or when it was last said of the visitor. event_name and property_name '''': any.';

CREATE FUNCTION properties_of(website integer, owner_ids bigint[], of_visitors boolean)
  RETURNS TABLE (place bigint, name text, data_type smallint, text_value text, value text, number_value numeric,
                 date_value timestamptz, set_at timestamptz)
  LANGUAGE sql STABLE AS $$
  SELECT owners.place, names.text, properties.data_type, properties.text_value,
         property_text(properties.data_type, properties.text_value, properties.number_value, properties.date_value),
         properties.number_value, properties.date_value, event_at(properties.event_id)
    FROM unnest(owner_ids) WITH ORDINALITY AS owners (owner_id, place)
    JOIN event_properties properties
      ON properties.website_id = website
     AND properties.event_id = owners.owner_id
     AND event_hour(properties.event_id) = event_hour(owners.owner_id)
    JOIN texts names ON names.website_id = website AND names.text_id = properties.name_id
   WHERE NOT of_visitors
  UNION ALL
  SELECT owners.place, names.text, properties.data_type, properties.text_value,
         property_text(properties.data_type, properties.text_value, properties.number_value, properties.date_value),
         properties.number_value, properties.date_value, properties.set_at
    FROM unnest(owner_ids) WITH ORDINALITY AS owners (owner_id, place)
    JOIN visitor_properties properties ON properties.website_id = website AND properties.visitor_id = owners.owner_id
    JOIN texts names ON names.website_id = website AND names.text_id = properties.name_id
   WHERE of_visitors
$$;
COMMENT ON FUNCTION properties_of IS 'All properties of these events, or of these visitors; place tells the owner, from 1.';

CREATE FUNCTION array_texts(value text) RETURNS SETOF text
  LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN QUERY
  SELECT element.value
    FROM jsonb_array_elements_text(value::jsonb) element (value)
   WHERE element.value IS NOT NULL;
EXCEPTION WHEN invalid_text_representation THEN
  NULL;
END
$$;
COMMENT ON FUNCTION array_texts IS
  'The elements of an array that is stored as its JSON. None where that was too long and is cut.';

-- Rows in words -----------------------------------------------------------------------------------------------------

CREATE FUNCTION shown_rows(website integer, event_ids bigint[], visitor_ids integer[], visit_ids integer[], page_ids integer[],
                           action_ids integer[], source_ids integer[], property_counts integer[])
  RETURNS TABLE (place bigint, event_id bigint, visitor_id integer, visit_id integer, event_type smallint, has_data boolean,
                 event_name text, hostname text, path text, query text, title text, referrer_domain text, referrer_path text,
                 referrer_query text, browser text, os text, device text, country text, city text, distinct_id text)
  LANGUAGE sql STABLE AS $$
  SELECT listed.place, listed.event_id, listed.visitor_id, listed.visit_id, coalesce(actions.event_type, 1::smallint),
         listed.property_count > 0,
         coalesce(names.text, ''), coalesce(hostnames.text, ''), coalesce(paths.text, ''), coalesce(queries.text, ''),
         coalesce(titles.text, ''), coalesce(domains.text, ''),
         coalesce(CASE WHEN domains.text IS NOT NULL THEN referrer_paths.text END, ''),
         coalesce(CASE WHEN domains.text IS NOT NULL THEN referrer_queries.text END, ''),
         coalesce(browsers.text, ''), coalesce(systems.text, ''), coalesce(devices.text, ''), coalesce(countries.text, ''),
         coalesce(cities.text, ''), coalesce(distinct_ids.text, '')
    FROM ROWS FROM (unnest(event_ids), unnest(visitor_ids), unnest(visit_ids), unnest(page_ids), unnest(action_ids),
                    unnest(source_ids), unnest(property_counts))
         WITH ORDINALITY AS listed (event_id, visitor_id, visit_id, page_id, action_id, source_id, property_count, place)
    LEFT JOIN visits ON visits.website_id = website AND visits.visit_id = listed.visit_id
    LEFT JOIN visitors ON visitors.website_id = website AND visitors.visitor_id = listed.visitor_id
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = listed.page_id
    LEFT JOIN actions ON actions.website_id = website AND actions.action_id = listed.action_id
    LEFT JOIN website_sources(website) source ON source.source_id = listed.source_id
    LEFT JOIN sources ON sources.website_id = website AND sources.source_id = listed.source_id
    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visits.client_id
    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visits.location_id
    LEFT JOIN texts names ON names.website_id = website AND names.text_id = actions.name_id
    LEFT JOIN texts hostnames ON hostnames.website_id = website AND hostnames.text_id = pages.hostname_id
    LEFT JOIN texts paths ON paths.website_id = website AND paths.text_id = pages.path_id
    LEFT JOIN texts queries ON queries.website_id = website AND queries.text_id = pages.query_id
    LEFT JOIN texts titles ON titles.website_id = website AND titles.text_id = pages.title_id
    LEFT JOIN texts domains ON domains.website_id = website AND domains.text_id = source.referrer_domain_id
    LEFT JOIN texts referrer_paths
      ON referrer_paths.website_id = website AND referrer_paths.text_id = sources.referrer_path_id
    LEFT JOIN texts referrer_queries
      ON referrer_queries.website_id = website AND referrer_queries.text_id = sources.referrer_query_id
    LEFT JOIN texts browsers ON browsers.website_id = website AND browsers.text_id = clients.browser_id
    LEFT JOIN texts systems ON systems.website_id = website AND systems.text_id = clients.os_id
    LEFT JOIN texts devices ON devices.website_id = website AND devices.text_id = clients.device_id
    LEFT JOIN texts countries ON countries.website_id = website AND countries.text_id = locations.country_id
    LEFT JOIN texts cities ON cities.website_id = website AND cities.text_id = locations.city_id
    LEFT JOIN texts distinct_ids ON distinct_ids.website_id = website AND distinct_ids.text_id = visitors.distinct_id_id
$$;
COMMENT ON FUNCTION shown_rows IS
  'What rows say: one for each place of the arrays. The referrer is the one that the row itself came with.';

CREATE FUNCTION shown_visitors(website integer, visitor_ids integer[], page_ids integer[])
  RETURNS TABLE (place bigint, hostname text, browser text, os text, device text, screen text, language text, country text,
                 region text, city text, distinct_id text)
  LANGUAGE sql STABLE AS $$
  SELECT listed.place, coalesce(hostnames.text, ''), coalesce(browsers.text, ''), coalesce(systems.text, ''),
         coalesce(devices.text, ''), coalesce(screens.text, ''), coalesce(languages.text, ''), coalesce(countries.text, ''),
         coalesce(regions.text, ''), coalesce(cities.text, ''), coalesce(distinct_ids.text, '')
    FROM ROWS FROM (unnest(visitor_ids), unnest(page_ids))
         WITH ORDINALITY AS listed (visitor_id, page_id, place)
    -- The same in all visits of a visitor.
   CROSS JOIN LATERAL (SELECT visits.client_id, visits.location_id
                         FROM visits
                        WHERE visits.website_id = website
                          AND visitor_block(visits.visitor_id) = visitor_block(listed.visitor_id)
                          AND visits.visitor_id = listed.visitor_id
                        LIMIT 1) visited
    LEFT JOIN visitors ON visitors.website_id = website AND visitors.visitor_id = listed.visitor_id
    LEFT JOIN pages ON pages.website_id = website AND pages.page_id = listed.page_id
    LEFT JOIN clients ON clients.website_id = website AND clients.client_id = visited.client_id
    LEFT JOIN locations ON locations.website_id = website AND locations.location_id = visited.location_id
    LEFT JOIN texts hostnames ON hostnames.website_id = website AND hostnames.text_id = pages.hostname_id
    LEFT JOIN texts browsers ON browsers.website_id = website AND browsers.text_id = clients.browser_id
    LEFT JOIN texts systems ON systems.website_id = website AND systems.text_id = clients.os_id
    LEFT JOIN texts devices ON devices.website_id = website AND devices.text_id = clients.device_id
    LEFT JOIN texts screens ON screens.website_id = website AND screens.text_id = clients.screen_id
    LEFT JOIN texts languages ON languages.website_id = website AND languages.text_id = clients.language_id
    LEFT JOIN texts countries ON countries.website_id = website AND countries.text_id = locations.country_id
    LEFT JOIN texts regions ON regions.website_id = website AND regions.text_id = locations.region_id
    LEFT JOIN texts cities ON cities.website_id = website AND cities.text_id = locations.city_id
    LEFT JOIN texts distinct_ids ON distinct_ids.website_id = website AND distinct_ids.text_id = visitors.distinct_id_id
$$;
COMMENT ON FUNCTION shown_visitors IS
  'What is known of visitors: one for each place of the arrays. hostname is that of the pages.';
