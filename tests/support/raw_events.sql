-- Rows made by hand for tests of reports: raw_events holds one event a row with all its texts, and store_raw_events() fills
-- the real tables from it. A visit is what the test says, its source and its visitor's attributes are those of the first row.
-- SPDX-License-Identifier: MIT

CREATE TABLE raw_events (
  website      integer NOT NULL,
  number       integer GENERATED ALWAYS AS IDENTITY,
  visitor      integer NOT NULL DEFAULT 1,
  visit        integer NOT NULL DEFAULT 1,
  at           timestamptz NOT NULL,
  event_type   smallint NOT NULL DEFAULT 1,
  name         text NOT NULL DEFAULT '',
  tag          text NOT NULL DEFAULT '',
  hostname     text NOT NULL DEFAULT 'example.com',
  path         text NOT NULL DEFAULT '/',
  title        text NOT NULL DEFAULT '',
  query        text NOT NULL DEFAULT '',
  referrer     text NOT NULL DEFAULT '',
  source_name  text NOT NULL DEFAULT '',
  channel      text NOT NULL DEFAULT '',
  utm_source   text NOT NULL DEFAULT '',
  utm_medium   text NOT NULL DEFAULT '',
  utm_campaign text NOT NULL DEFAULT '',
  utm_content  text NOT NULL DEFAULT '',
  utm_term     text NOT NULL DEFAULT '',
  browser      text NOT NULL DEFAULT '',
  os           text NOT NULL DEFAULT '',
  device       text NOT NULL DEFAULT '',
  screen       text NOT NULL DEFAULT '',
  language     text NOT NULL DEFAULT '',
  country      text NOT NULL DEFAULT '',
  region       text NOT NULL DEFAULT '',
  city         text NOT NULL DEFAULT '',
  distinct_id  text NOT NULL DEFAULT ''
);

CREATE FUNCTION raw_text_id(wanted_website integer, wanted text) RETURNS integer
  LANGUAGE sql STABLE
  RETURN coalesce((SELECT text_id FROM texts WHERE website_id = wanted_website AND text = wanted), 0);

-- Combination 0 is the one of nothing; a source is one when it has a referrer or a campaign.
CREATE FUNCTION store_raw_events() RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM create_month(months.at) FROM (SELECT DISTINCT date_trunc('month', at, 'UTC') AS at FROM raw_events) months;

  INSERT INTO texts (website_id, text)
  SELECT DISTINCT website, part.text
    FROM raw_events,
         unnest(ARRAY[name, tag, hostname, path, title, query, referrer, source_name, channel, utm_source, utm_medium,
                      utm_campaign, utm_content, utm_term, browser, os, device, screen, language, country, region, city,
                      distinct_id]) AS part (text)
   WHERE part.text <> ''
  ON CONFLICT DO NOTHING;

  CREATE TEMPORARY TABLE raw_ids ON COMMIT DROP AS
  SELECT website, number, visitor, visit, event_type,
         (extract(epoch FROM at) * 1000)::bigint << 20 | number AS event_id,
         raw_text_id(website, hostname) AS hostname_id, raw_text_id(website, path) AS path_id,
         raw_text_id(website, title) AS title_id, raw_text_id(website, query) AS query_id,
         raw_text_id(website, name) AS name_id, raw_text_id(website, tag) AS tag_id,
         raw_text_id(website, referrer) AS referrer_id, raw_text_id(website, source_name) AS source_name_id,
         raw_text_id(website, channel) AS channel_id, raw_text_id(website, utm_source) AS utm_source_id,
         raw_text_id(website, utm_medium) AS utm_medium_id, raw_text_id(website, utm_campaign) AS utm_campaign_id,
         raw_text_id(website, utm_content) AS utm_content_id, raw_text_id(website, utm_term) AS utm_term_id,
         raw_text_id(website, browser) AS browser_id, raw_text_id(website, os) AS os_id,
         raw_text_id(website, device) AS device_id, raw_text_id(website, screen) AS screen_id,
         raw_text_id(website, language) AS language_id, raw_text_id(website, country) AS country_id,
         raw_text_id(website, region) AS region_id, raw_text_id(website, city) AS city_id,
         raw_text_id(website, distinct_id) AS distinct_id_id
    FROM raw_events;

  INSERT INTO pages (website_id, hostname_id, path_id, title_id, query_id)
  SELECT DISTINCT website, hostname_id, path_id, title_id, query_id FROM raw_ids;
  INSERT INTO actions (website_id, event_type, name_id, tag_id)
  SELECT DISTINCT website, event_type, name_id, tag_id FROM raw_ids WHERE (event_type, name_id, tag_id) <> (1, 0, 0);
  INSERT INTO sources (website_id, referrer_domain_id, referrer_path_id, referrer_query_id, source_name_id, utm_source_id,
                       utm_medium_id, utm_campaign_id, utm_content_id, utm_term_id, click_id_id, channel_id)
  SELECT DISTINCT website, referrer_id, 0, 0, source_name_id, utm_source_id, utm_medium_id, utm_campaign_id, utm_content_id,
         utm_term_id, 0, channel_id
    FROM raw_ids
   WHERE (referrer_id, utm_source_id, utm_medium_id, utm_campaign_id, utm_content_id, utm_term_id) <> (0, 0, 0, 0, 0, 0);
  INSERT INTO clients (website_id, browser_id, os_id, device_id, screen_id, language_id)
  SELECT DISTINCT website, browser_id, os_id, device_id, screen_id, language_id
    FROM raw_ids
   WHERE (browser_id, os_id, device_id, screen_id, language_id) <> (0, 0, 0, 0, 0);
  INSERT INTO locations (website_id, country_id, region_id, city_id)
  SELECT DISTINCT website, country_id, region_id, city_id FROM raw_ids WHERE (country_id, region_id, city_id) <> (0, 0, 0);

  INSERT INTO visitors (website_id, visitor_id, visitor_hash, client_id, location_id, distinct_id_id)
  SELECT DISTINCT ON (raw.website, raw.visitor) raw.website, raw.visitor, raw.visitor, coalesce(client_id, 0),
         coalesce(location_id, 0), raw.distinct_id_id
    FROM raw_ids raw
    LEFT JOIN clients
      ON (clients.website_id, clients.browser_id, clients.os_id, clients.device_id, clients.screen_id, clients.language_id)
         = (raw.website, raw.browser_id, raw.os_id, raw.device_id, raw.screen_id, raw.language_id)
    LEFT JOIN locations
      ON (locations.website_id, locations.country_id, locations.region_id, locations.city_id)
         = (raw.website, raw.country_id, raw.region_id, raw.city_id)
   ORDER BY raw.website, raw.visitor, raw.event_id;

  INSERT INTO events (event_id, website_id, visitor_id, visit_id, page_id, source_id, action_id)
  SELECT raw.event_id, raw.website, raw.visitor, raw.visit, pages.page_id, sources.source_id, actions.action_id
    FROM raw_ids raw
    JOIN pages
      ON (pages.website_id, pages.hostname_id, pages.path_id, pages.title_id, pages.query_id)
         = (raw.website, raw.hostname_id, raw.path_id, raw.title_id, raw.query_id)
    LEFT JOIN actions
      ON (actions.website_id, actions.event_type, actions.name_id, actions.tag_id)
         = (raw.website, raw.event_type, raw.name_id, raw.tag_id)
    LEFT JOIN sources
      ON (sources.website_id, sources.referrer_domain_id, sources.source_name_id, sources.channel_id, sources.utm_source_id,
          sources.utm_medium_id, sources.utm_campaign_id, sources.utm_content_id, sources.utm_term_id)
         = (raw.website, raw.referrer_id, raw.source_name_id, raw.channel_id, raw.utm_source_id, raw.utm_medium_id,
            raw.utm_campaign_id, raw.utm_content_id, raw.utm_term_id);

  INSERT INTO visits (website_id, visit_id, visitor_id, source_id, started_at, ended_at, pageviews, events, entry_page_id,
                      exit_page_id)
  SELECT stored.website_id, stored.visit_id, min(stored.visitor_id),
         coalesce((array_agg(stored.source_id ORDER BY stored.event_id))[1], 0),
         event_at(min(stored.event_id)), event_at(max(stored.event_id)),
         count(*) FILTER (WHERE raw.event_type <> 2), count(*) FILTER (WHERE raw.event_type = 2),
         coalesce((array_agg(stored.page_id ORDER BY stored.event_id) FILTER (WHERE raw.event_type <> 2))[1], 0),
         coalesce((array_agg(stored.page_id ORDER BY stored.event_id DESC) FILTER (WHERE raw.event_type <> 2))[1], 0)
    FROM events stored
    JOIN raw_ids raw ON raw.event_id = stored.event_id AND raw.website = stored.website_id
   GROUP BY stored.website_id, stored.visit_id;

  DELETE FROM raw_events;
END
$$;
