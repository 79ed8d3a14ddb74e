-- Event ids that are over are found without reading the others.
-- SPDX-License-Identifier: MIT

-- A BRIN index remembers the oldest hour that a range of pages ever held: once room was used again, every range had an hour
-- that is over, and each look for some read the whole table. This one takes some 7 bytes an event of the last two days.
DROP INDEX event_keys_by_hour;
CREATE INDEX event_keys_by_hour ON event_keys (hour);
