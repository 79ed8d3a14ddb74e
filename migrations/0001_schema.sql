-- Who may sign in, what is measured, and everything that was collected.
--
-- Collected data is kept narrow: a text stands once in `texts`, a combination of texts once in `pages`, `sources`,
-- `actions`, `clients` or `locations`, and rows of `events` hold numbers only. In those tables 0 stands for "none", so
-- that combinations can be unique without NULLs. Every key starts with the website.
-- SPDX-License-Identifier: MIT

-- People ------------------------------------------------------------------------------------------------------------

CREATE TABLE users (
  user_id       uuid PRIMARY KEY,
  username      text NOT NULL CHECK (octet_length(username) BETWEEN 1 AND 255),
  password_hash text NOT NULL CHECK (octet_length(password_hash) BETWEEN 1 AND 255),
  role          text NOT NULL CHECK (role IN ('admin', 'user', 'view-only')),
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  deleted_at    timestamptz
);
CREATE UNIQUE INDEX users_by_username ON users (username) WHERE deleted_at IS NULL;
COMMENT ON TABLE users IS 'Who may sign in.';
COMMENT ON COLUMN users.password_hash IS 'As crypt(3) writes it: yescrypt, or bcrypt when it came from Umami.';
COMMENT ON COLUMN users.deleted_at IS 'Set when the user was deleted; the row stays for what the user created.';

CREATE TABLE tokens (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at    timestamptz,
  expires_at timestamptz NOT NULL
);
CREATE INDEX tokens_by_user ON tokens (user_id);
CREATE INDEX tokens_by_expiry ON tokens (expires_at);
COMMENT ON TABLE tokens IS 'What signed-in users and clients hold; only a hash is kept.';

-- Websites ----------------------------------------------------------------------------------------------------------

CREATE TABLE websites (
  website_id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  website_uuid uuid NOT NULL UNIQUE,
  name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  domain       text NOT NULL DEFAULT '' CHECK (char_length(domain) <= 500),
  share_id     text UNIQUE CHECK (char_length(share_id) BETWEEN 1 AND 50),
  user_id      uuid REFERENCES users,
  team_id      uuid,
  created_by   uuid REFERENCES users,
  reset_at     timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  deleted_at   timestamptz
);
CREATE INDEX websites_by_user ON websites (user_id);
COMMENT ON TABLE websites IS 'What is measured.';
COMMENT ON COLUMN websites.website_id IS 'The short key of every collected row; never shown outside.';
COMMENT ON COLUMN websites.website_uuid IS 'What the tag and the API carry.';
COMMENT ON COLUMN websites.reset_at IS 'Events before this moment do not exist for any report.';

CREATE TABLE website_numbers (
  website_id        integer PRIMARY KEY REFERENCES websites ON DELETE CASCADE,
  last_visitor_id   integer NOT NULL DEFAULT 0,
  last_visit_id     integer NOT NULL DEFAULT 0,
  last_event_number bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
COMMENT ON TABLE website_numbers IS
  'The last numbers given out within a website. The collector locks this row for as long as it stores a batch, so that '
  'two servers never split a visit. A website without this row is not collected.';

-- Secrets -----------------------------------------------------------------------------------------------------------

CREATE TABLE salts (
  period_started_at timestamptz PRIMARY KEY,
  salt              bytea NOT NULL CHECK (octet_length(salt) = 16)
);
COMMENT ON TABLE salts IS
  'The random key of visitor hashes in one rotation period. Deleted soon after the period, and with it the way back.';

CREATE TABLE secrets (
  name   text PRIMARY KEY,
  secret bytea NOT NULL CHECK (octet_length(secret) = 32)
);
COMMENT ON TABLE secrets IS 'Random keys that last: made by the first server that needs them, shared by all.';

-- Dictionaries ------------------------------------------------------------------------------------------------------

CREATE TABLE texts (
  website_id integer NOT NULL,
  text_id    integer GENERATED ALWAYS AS IDENTITY,
  text       text COLLATE "C" NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 2000),
  PRIMARY KEY (website_id, text_id),
  UNIQUE (website_id, text)
);
COMMENT ON TABLE texts IS 'Every text of a website once: paths, titles, names, browsers, cities, ... text_id 0 is the empty text and has no row.';

CREATE TABLE pages (
  website_id  integer NOT NULL,
  page_id     integer GENERATED ALWAYS AS IDENTITY,
  hostname_id integer NOT NULL,
  path_id     integer NOT NULL,
  title_id    integer NOT NULL,
  query_id    integer NOT NULL,
  PRIMARY KEY (website_id, page_id),
  UNIQUE (website_id, path_id, title_id, hostname_id, query_id)
);
COMMENT ON TABLE pages IS 'Every combination of hostname, path, title and query string (without ?) that was shown.';

CREATE TABLE sources (
  website_id         integer NOT NULL,
  source_id          integer GENERATED ALWAYS AS IDENTITY,
  referrer_domain_id integer NOT NULL,
  referrer_path_id   integer NOT NULL,
  referrer_query_id  integer NOT NULL,
  source_name_id     integer NOT NULL,
  utm_source_id      integer NOT NULL,
  utm_medium_id      integer NOT NULL,
  utm_campaign_id    integer NOT NULL,
  utm_content_id     integer NOT NULL,
  utm_term_id        integer NOT NULL,
  click_id_id        integer NOT NULL,
  channel_id         integer NOT NULL,
  PRIMARY KEY (website_id, source_id),
  UNIQUE (website_id, referrer_domain_id, referrer_path_id, referrer_query_id, source_name_id, utm_source_id,
          utm_medium_id, utm_campaign_id, utm_content_id, utm_term_id, click_id_id, channel_id)
);
COMMENT ON TABLE sources IS
  'Every combination of referrer and campaign values with the channel it means. source_id 0: no referrer and no campaign, '
  'that is the channel "direct" for a visit that starts so.';
COMMENT ON COLUMN sources.source_name_id IS 'The shown name of the referrer: ''Google'' for google.fr; its domain where no name is known.';
COMMENT ON COLUMN sources.click_id_id IS 'Which advertising click parameter stood in the URL (gclid, fbclid, ...), not its value.';

CREATE TABLE actions (
  website_id integer NOT NULL,
  action_id  integer GENERATED ALWAYS AS IDENTITY,
  event_type smallint NOT NULL,
  name_id    integer NOT NULL,
  tag_id     integer NOT NULL,
  PRIMARY KEY (website_id, action_id),
  UNIQUE (website_id, event_type, name_id, tag_id)
);
COMMENT ON TABLE actions IS 'Every combination of event type, event name and tag. action_id 0: a pageview without a tag.';
COMMENT ON COLUMN actions.event_type IS 'As in Umami: 1 pageview, 2 custom event, 3 link, 4 pixel.';

CREATE TABLE clients (
  website_id  integer NOT NULL,
  client_id   integer GENERATED ALWAYS AS IDENTITY,
  browser_id  integer NOT NULL,
  os_id       integer NOT NULL,
  device_id   integer NOT NULL,
  screen_id   integer NOT NULL,
  language_id integer NOT NULL,
  PRIMARY KEY (website_id, client_id),
  UNIQUE (website_id, browser_id, os_id, device_id, screen_id, language_id)
);
COMMENT ON TABLE clients IS 'Every combination of browser, operating system, device, screen and language.';

CREATE TABLE locations (
  website_id  integer NOT NULL,
  location_id integer GENERATED ALWAYS AS IDENTITY,
  country_id  integer NOT NULL,
  region_id   integer NOT NULL,
  city_id     integer NOT NULL,
  PRIMARY KEY (website_id, location_id),
  UNIQUE (website_id, country_id, region_id, city_id)
);
COMMENT ON TABLE locations IS 'Every combination of country (ISO 3166-1), region (ISO 3166-2) and city.';

-- Facts -------------------------------------------------------------------------------------------------------------

CREATE TABLE visitors (
  website_id     integer NOT NULL,
  visitor_id     integer NOT NULL,
  visitor_hash   bigint NOT NULL,
  client_id      integer NOT NULL,
  location_id    integer NOT NULL,
  distinct_id_id integer NOT NULL,
  PRIMARY KEY (website_id, visitor_id),
  UNIQUE (website_id, visitor_hash)
);
COMMENT ON TABLE visitors IS 'A person as far as the salted hash can tell, as first seen. Numbered densely within the website.';
COMMENT ON COLUMN visitors.visitor_hash IS 'Keyed hash of website, address and user agent, or of website and distinct id.';
COMMENT ON COLUMN visitors.distinct_id_id IS 'The text that the site itself identified the visitor by.';

CREATE TABLE visits (
  website_id    integer NOT NULL,
  visit_id      integer NOT NULL,
  visitor_id    integer NOT NULL,
  source_id     integer NOT NULL,
  started_at    timestamptz NOT NULL,
  ended_at      timestamptz NOT NULL,
  pageviews     integer NOT NULL,
  events        integer NOT NULL,
  entry_page_id integer NOT NULL,
  exit_page_id  integer NOT NULL,
  PRIMARY KEY (website_id, visit_id),
  CHECK (started_at <= ended_at)
) WITH (fillfactor = 90);
CREATE INDEX visits_by_visitor ON visits (website_id, visitor_id);
COMMENT ON TABLE visits IS 'A visitor''s pageviews and events with no gap over 30 minutes, whatever order they arrived in.';
COMMENT ON COLUMN visits.source_id IS 'The source of the visit''s first event.';
COMMENT ON COLUMN visits.ended_at IS 'The time of the last pageview or event.';
COMMENT ON COLUMN visits.events IS 'Custom events. A bounce is a visit with one pageview and no event.';
COMMENT ON COLUMN visits.entry_page_id IS 'The page of the first pageview; 0: no pageview yet.';

CREATE TABLE events (
  event_id   bigint NOT NULL,
  website_id integer NOT NULL,
  visitor_id integer NOT NULL,
  visit_id   integer NOT NULL,
  page_id    integer NOT NULL,
  source_id  integer,
  action_id  integer
) PARTITION BY RANGE (event_id);
COMMENT ON TABLE events IS 'Every pageview and event, a partition a month (UTC).';
COMMENT ON COLUMN events.event_id IS
  'When and which: milliseconds since 1970 times 2^20, plus the website''s running event number modulo 2^20. Unique within '
  'the website and ordered by time; see event_at() and first_event_id().';
COMMENT ON COLUMN events.source_id IS 'NULL: none. Reports use the source of the visit; this is the one the event itself came with.';
COMMENT ON COLUMN events.action_id IS 'NULL: a pageview without a tag.';

-- Adding an interval to a timestamptz is not IMMUTABLE, and an IMMUTABLE function with such a body is called for every row.
CREATE FUNCTION event_at(event_id bigint) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN to_timestamp((event_id >> 20) / 1000::double precision);
COMMENT ON FUNCTION event_at IS 'When the event was, to the millisecond.';

CREATE FUNCTION first_event_id(at timestamptz) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN ceil(extract(epoch FROM at) * 1000)::bigint << 20;
COMMENT ON FUNCTION first_event_id IS 'The lowest event_id at or after this moment.';

CREATE FUNCTION event_hour(event_id bigint) RETURNS integer
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN ((event_id >> 20) / 3600000)::integer;
COMMENT ON FUNCTION event_hour IS 'Hours since 1970. Coarse on purpose: the index on it keeps one entry for many events.';

CREATE INDEX events_by_hour ON events (website_id, event_hour(event_id));

CREATE TABLE event_properties (
  event_id     bigint NOT NULL,
  website_id   integer NOT NULL,
  name_id      integer NOT NULL,
  data_type    smallint NOT NULL CHECK (data_type BETWEEN 1 AND 5),
  text_value   text CHECK (char_length(text_value) <= 500),
  number_value numeric(19, 4),
  date_value   timestamptz
) PARTITION BY RANGE (event_id);
CREATE INDEX event_properties_by_hour ON event_properties (website_id, event_hour(event_id));
COMMENT ON TABLE event_properties IS 'What a site sent along with its events, flattened.';
COMMENT ON COLUMN event_properties.data_type IS 'As in Umami: 1 string, 2 number, 3 boolean, 4 date, 5 array or null.';

CREATE TABLE revenues (
  event_id   bigint NOT NULL,
  website_id integer NOT NULL,
  visitor_id integer NOT NULL,
  visit_id   integer NOT NULL,
  name_id    integer NOT NULL,
  currency   text NOT NULL CHECK (octet_length(currency) BETWEEN 1 AND 10),
  amount     numeric(19, 4) NOT NULL
) PARTITION BY RANGE (event_id);
CREATE INDEX revenues_by_hour ON revenues (website_id, event_hour(event_id));
COMMENT ON TABLE revenues IS 'The amounts of events that carried revenue and currency.';

CREATE TABLE visitor_properties (
  website_id   integer NOT NULL,
  visitor_id   integer NOT NULL,
  name_id      integer NOT NULL,
  data_type    smallint NOT NULL CHECK (data_type BETWEEN 1 AND 5),
  text_value   text CHECK (char_length(text_value) <= 500),
  number_value numeric(19, 4),
  date_value   timestamptz,
  set_at       timestamptz NOT NULL,
  PRIMARY KEY (website_id, visitor_id, name_id)
);
COMMENT ON TABLE visitor_properties IS 'What a site said about a visitor with identify(); the last word on each name.';

-- A month's partitions of events, event_properties and revenues. Attached rather than created in place, so that running
-- reports are not waited for.
CREATE FUNCTION create_month(month timestamptz) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  starts timestamptz := date_trunc('month', month, 'UTC');
  ends   timestamptz := (date_trunc('month', month AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  parent text;
  child  text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('sillage create_month'));
  FOREACH parent IN ARRAY ARRAY['events', 'event_properties', 'revenues'] LOOP
    child := parent || to_char(starts AT TIME ZONE 'UTC', '_YYYY_MM');
    IF to_regclass(child) IS NULL THEN
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
                     parent, child, first_event_id(starts), first_event_id(ends));
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION create_month IS 'Makes the partitions that hold this moment, when they are not there yet.';
