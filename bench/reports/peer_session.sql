-- The website's visitors as rows of Umami's session, for COPY; only as many visitors as the wanted events have.
-- SPDX-License-Identifier: MIT
COPY (
  SELECT md5('visitor ' || first.visitor_id)::uuid, :website::uuid, browser.text, os.text, device.text, screen.text, language.text,
         country.text, region.text, city.text, NULL::varchar, first.started_at
    FROM (SELECT DISTINCT ON (visitor_id) visitor_id, website_id, client_id, location_id, started_at
            FROM visits
           WHERE pageviews + events > 0
             AND website_id = (SELECT website_id FROM websites WHERE website_uuid = :website)
             AND abs(hashint4(visitor_id))::bigint % :all < :wanted
           ORDER BY visitor_id, started_at) first
    JOIN clients USING (website_id, client_id)
    JOIN locations USING (website_id, location_id)
    LEFT JOIN texts browser ON browser.website_id = first.website_id AND browser.text_id = clients.browser_id
    LEFT JOIN texts os ON os.website_id = first.website_id AND os.text_id = clients.os_id
    LEFT JOIN texts device ON device.website_id = first.website_id AND device.text_id = clients.device_id
    LEFT JOIN texts screen ON screen.website_id = first.website_id AND screen.text_id = clients.screen_id
    LEFT JOIN texts language ON language.website_id = first.website_id AND language.text_id = clients.language_id
    LEFT JOIN texts country ON country.website_id = first.website_id AND country.text_id = locations.country_id
    LEFT JOIN texts region ON region.website_id = first.website_id AND region.text_id = locations.region_id
    LEFT JOIN texts city ON city.website_id = first.website_id AND city.text_id = locations.city_id
) TO STDOUT (FORMAT binary)
