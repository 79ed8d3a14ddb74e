-- What the reports on revenue and page speed read beside visits and events, and the reports that people keep.
-- SPDX-License-Identifier: MIT

-- Amounts ----------------------------------------------------------------------------------------------------------

-- What filters ask of a row stands beside its amount, so that no report has to look for the event.
ALTER TABLE revenues
  ADD COLUMN page_id   integer,
  ADD COLUMN source_id integer,
  ADD COLUMN action_id integer;
UPDATE revenues
   SET page_id = events.page_id,
       source_id = events.source_id,
       action_id = events.action_id
  FROM events
 WHERE events.website_id = revenues.website_id
   AND event_hour(events.event_id) = event_hour(revenues.event_id)
   AND events.event_id = revenues.event_id;
ALTER TABLE revenues ALTER COLUMN page_id SET NOT NULL;
COMMENT ON COLUMN revenues.page_id IS 'As that of the event, like those that follow.';

-- Speed of pages ---------------------------------------------------------------------------------------------------

CREATE TABLE performance_days (
  website_id integer NOT NULL,
  day        integer NOT NULL,
  version    bigint NOT NULL,
  PRIMARY KEY (website_id, day)
) WITH (fillfactor = 50);
COMMENT ON TABLE performance_days IS
  'The days (UTC) of which there are or were measurements, so that whoever remembers a day''s can tell that they changed.';
COMMENT ON COLUMN performance_days.day IS 'Since 1970.';
COMMENT ON COLUMN performance_days.version IS 'Counts the statements that changed any.';

INSERT INTO performance_days (website_id, day, version)
SELECT DISTINCT website_id, event_hour(event_id) / 24, 1
  FROM performances;

CREATE FUNCTION count_performance_days() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO performance_days (website_id, day, version)
  SELECT DISTINCT website_id, event_hour(event_id) / 24, 1
    FROM changed
   ORDER BY 1, 2
  ON CONFLICT (website_id, day) DO UPDATE
     SET version = performance_days.version + 1;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION count_performance_days IS 'Counts the versions of the days on which a statement changes measurements.';

CREATE TRIGGER count_inserted AFTER INSERT ON performances
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_performance_days();
CREATE TRIGGER count_updated AFTER UPDATE ON performances
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_performance_days();
CREATE TRIGGER count_deleted AFTER DELETE ON performances
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_performance_days();

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
