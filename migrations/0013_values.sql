-- What reports show of values that were counted by their texts' ids, and what the clock of a time zone shows.
-- SPDX-License-Identifier: MIT

-- What blocks answer now.
DROP FUNCTION report_totals;
DROP FUNCTION report_series;
DROP FUNCTION report_half_days;

CREATE FUNCTION shown_values(website integer, property text, value_ids integer[], region_ids integer[], country_ids integer[],
                             pageviews bigint[], visitors bigint[], visits bigint[], bounces bigint[], seconds bigint[])
  RETURNS TABLE (value text, region text, country text, pageviews bigint, visitors bigint, visits bigint, bounces bigint,
                 seconds bigint)
  LANGUAGE sql STABLE AS $$
  SELECT nullif(shown_text(property, texts.text), ''), nullif(regions.text, ''), nullif(countries.text, ''),
         -- Two stored languages may be shown as one; no visitor has both.
         sum(counted.pageviews)::bigint, sum(counted.visitors)::bigint, sum(counted.visits)::bigint,
         sum(counted.bounces)::bigint, sum(counted.seconds)::bigint
    FROM unnest(value_ids, region_ids, country_ids, pageviews, visitors, visits, bounces, seconds)
         AS counted (text_id, region_id, country_id, pageviews, visitors, visits, bounces, seconds)
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
COMMENT ON FUNCTION shown_values IS 'By the values of a property, as report_values() gives them.';

CREATE FUNCTION clock_offset(minute bigint) RETURNS integer
  LANGUAGE sql STABLE
  RETURN (extract(epoch FROM to_timestamp(minute * 60)::timestamp)::bigint - minute * 60) / 60;
COMMENT ON FUNCTION clock_offset IS
  'What the clock of the session''s TimeZone shows more than UTC at that minute since 1970, in minutes.';
