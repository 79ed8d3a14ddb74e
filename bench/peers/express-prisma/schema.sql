-- Umami 3.1's tables for collecting, with its columns and its indexes.
-- SPDX-License-Identifier: MIT

CREATE TABLE website (
  website_id uuid PRIMARY KEY,
  name       varchar(100) NOT NULL,
  domain     varchar(500),
  created_at timestamptz(6) DEFAULT now()
);

CREATE TABLE session (
  session_id  uuid PRIMARY KEY,
  website_id  uuid NOT NULL,
  browser     varchar(20),
  os          varchar(20),
  device      varchar(20),
  screen      varchar(11),
  language    varchar(35),
  country     char(2),
  region      varchar(20),
  city        varchar(50),
  distinct_id varchar(50),
  created_at  timestamptz(6) DEFAULT now()
);
CREATE INDEX ON session (created_at);
CREATE INDEX ON session (website_id);
CREATE INDEX ON session (website_id, created_at);
CREATE INDEX ON session (website_id, created_at, browser);
CREATE INDEX ON session (website_id, created_at, os);
CREATE INDEX ON session (website_id, created_at, device);
CREATE INDEX ON session (website_id, created_at, screen);
CREATE INDEX ON session (website_id, created_at, language);
CREATE INDEX ON session (website_id, created_at, country);
CREATE INDEX ON session (website_id, created_at, region);
CREATE INDEX ON session (website_id, created_at, city);

CREATE TABLE website_event (
  event_id        uuid PRIMARY KEY,
  website_id      uuid NOT NULL,
  session_id      uuid NOT NULL,
  visit_id        uuid NOT NULL,
  created_at      timestamptz(6) DEFAULT now(),
  url_path        varchar(500) NOT NULL,
  url_query       varchar(500),
  utm_source      varchar(255),
  utm_medium      varchar(255),
  utm_campaign    varchar(255),
  utm_content     varchar(255),
  utm_term        varchar(255),
  gclid           varchar(255),
  fbclid          varchar(255),
  msclkid         varchar(255),
  ttclid          varchar(255),
  li_fat_id       varchar(255),
  twclid          varchar(255),
  referrer_path   varchar(500),
  referrer_query  varchar(500),
  referrer_domain varchar(500),
  page_title      varchar(500),
  event_type      integer NOT NULL DEFAULT 1,
  event_name      varchar(50),
  tag             varchar(50),
  hostname        varchar(100)
);
CREATE INDEX ON website_event (created_at);
CREATE INDEX ON website_event (session_id);
CREATE INDEX ON website_event (visit_id);
CREATE INDEX ON website_event (website_id);
CREATE INDEX ON website_event (website_id, created_at);
CREATE INDEX ON website_event (website_id, created_at, url_path);
CREATE INDEX ON website_event (website_id, created_at, url_query);
CREATE INDEX ON website_event (website_id, created_at, referrer_domain);
CREATE INDEX ON website_event (website_id, created_at, page_title);
CREATE INDEX ON website_event (website_id, created_at, event_name);
CREATE INDEX ON website_event (website_id, created_at, tag);
CREATE INDEX ON website_event (website_id, created_at, hostname);
CREATE INDEX ON website_event (website_id, session_id, created_at);
CREATE INDEX ON website_event (website_id, visit_id, created_at);

CREATE TABLE event_data (
  event_data_id    uuid PRIMARY KEY,
  website_id       uuid NOT NULL,
  website_event_id uuid NOT NULL,
  data_key         varchar(500) NOT NULL,
  string_value     varchar(500),
  number_value     numeric(19, 4),
  date_value       timestamptz(6),
  data_type        integer NOT NULL,
  created_at       timestamptz(6) DEFAULT now()
);
CREATE INDEX ON event_data (created_at);
CREATE INDEX ON event_data (website_id);
CREATE INDEX ON event_data (website_event_id);
CREATE INDEX ON event_data (website_id, created_at);
CREATE INDEX ON event_data (website_id, created_at, data_key);

CREATE TABLE revenue (
  revenue_id uuid PRIMARY KEY,
  website_id uuid NOT NULL,
  session_id uuid NOT NULL,
  event_id   uuid NOT NULL,
  event_name varchar(50) NOT NULL,
  currency   varchar(10) NOT NULL,
  revenue    numeric(19, 4),
  created_at timestamptz(6) DEFAULT now()
);
CREATE INDEX ON revenue (website_id);
CREATE INDEX ON revenue (session_id);
CREATE INDEX ON revenue (website_id, created_at);
CREATE INDEX ON revenue (website_id, session_id, created_at);
