-- Links and pixels: measured as websites are, each under a short name of its own.
-- SPDX-License-Identifier: MIT

ALTER TABLE websites
  ADD COLUMN kind text NOT NULL DEFAULT 'website' CHECK (kind IN ('website', 'link', 'pixel')),
  ADD COLUMN slug text CHECK (slug ~ '^[A-Za-z0-9_-]{8,100}$'),
  ADD COLUMN url  text CHECK (char_length(url) <= 500 AND url ~* '^https?://[^/]'),
  ADD CHECK ((slug IS NULL) = (kind = 'website')),
  ADD CHECK ((url IS NULL) = (kind <> 'link'));
CREATE UNIQUE INDEX websites_by_slug ON websites (kind, slug) WHERE slug IS NOT NULL AND deleted_at IS NULL;
COMMENT ON TABLE websites IS 'What is measured: websites, and links and pixels, of which reports know no difference.';
COMMENT ON COLUMN websites.kind IS
  'A website sends what happens on its pages; a link is this server''s /q/<slug>, a pixel its /p/<slug>.';
COMMENT ON COLUMN websites.slug IS 'What a link''s or pixel''s address ends with. Free again once its owner has deleted it.';
COMMENT ON COLUMN websites.url IS 'Where a link leads.';

CREATE FUNCTION report_half_days(website integer, lowest_id bigint, limit_id bigint, selection jsonb)
  RETURNS TABLE (started_at timestamp, visitors bigint)
  LANGUAGE sql STABLE AS $$
  SELECT seen.started_at, count(DISTINCT seen.visitor_id)
    FROM (SELECT date_bin('12 hours', event_at(chosen.event_id)::timestamp, timestamp '2000-01-01') AS started_at,
                 chosen.visitor_id
            FROM selected_rows(website, lowest_id, limit_id, selection) chosen) seen
   GROUP BY GROUPING SETS ((seen.started_at), ())
$$;
COMMENT ON FUNCTION report_half_days IS
  'Distinct visitors by half days of the clock of the session''s TimeZone, and of all of them together where started_at '
  'is NULL.';
