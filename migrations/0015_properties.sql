-- What reports on distinct ids and on properties ask, which are counted over blocks. Totals are integer: a sum of bigint is numeric,
-- at many times the time.
-- SPDX-License-Identifier: MIT

-- Whom the site identified is a few of many visitors: reports ask for those that are new. Building the index reads the visitors
-- once, a second for some millions.
CREATE INDEX visitors_identified ON visitors (website_id, visitor_id) WHERE distinct_id_id IS NOT NULL;

DROP FUNCTION selected_properties;
DROP FUNCTION report_visitors;

CREATE FUNCTION said_of_visitors(website integer, visitors bytea, property_name text)
  RETURNS TABLE (visitor_id integer, set_at timestamptz, name_id integer, data_type integer, value text,
                 number_value numeric, date_value timestamptz)
  LANGUAGE sql STABLE AS $$
  SELECT properties.visitor_id, properties.set_at, properties.name_id, properties.data_type::integer,
         property_text(properties.data_type, properties.text_value, properties.number_value, properties.date_value),
         properties.number_value, properties.date_value
    FROM visitor_properties properties
   WHERE properties.website_id = website
     AND (property_name = ''
          OR properties.name_id = (SELECT texts.text_id
                                     FROM texts
                                    WHERE texts.website_id = website AND texts.text = property_name))
     AND CASE WHEN properties.visitor_id < 8 * length(visitors) THEN get_bit(visitors, properties.visitor_id) = 1 END
$$;
COMMENT ON FUNCTION said_of_visitors IS
  'What a site said about some visitors, a bit for each in the order of their numbers, the lowest bit of a byte first. '
  'property_name '''': any.';

CREATE FUNCTION said_properties(website integer, of_visitors boolean, visitors bytea, property_name text, unit text,
                                event_ids integer[], name_ids integer[], data_types integer[], shown_values text[],
                                units bigint[], totals integer[])
  RETURNS TABLE (event_id integer, name_id integer, data_type integer, value text, number_value numeric,
                 date_value timestamptz, unit_start timestamp, total integer)
  LANGUAGE sql STABLE AS $$
  SELECT counted.event_id, counted.name_id, counted.data_type, counted.value,
         CASE WHEN counted.data_type = 2 THEN counted.value::numeric END,
         CASE WHEN counted.data_type = 4 THEN counted.value::timestamptz END,
         timestamp 'epoch' + counted.unit * interval '1 minute', counted.total
    FROM unnest(event_ids, name_ids, data_types, shown_values, units, totals)
         AS counted (event_id, name_id, data_type, value, unit, total)
   WHERE NOT of_visitors
  UNION ALL
  SELECT 0, said.name_id, said.data_type, said.value, said.number_value, said.date_value,
         date_trunc(unit, said.set_at::timestamp), 1
    FROM said_of_visitors(website, visitors, property_name) said
   WHERE of_visitors
$$;
COMMENT ON FUNCTION said_properties IS
  'Properties and how often they were said: of visitors as said_of_visitors() has them, of events as they were counted, by the '
  'texts of the event''s and the property''s name, its type and value, and the unit of time, in minutes since 1970 by the clock.';
