-- Whom the site identified is a few of many visitors: reports ask for those that are new. Building the index reads the visitors
-- once, a second for some millions.
-- SPDX-License-Identifier: MIT

CREATE INDEX visitors_identified ON visitors (website_id, visitor_id) WHERE distinct_id_id IS NOT NULL;
