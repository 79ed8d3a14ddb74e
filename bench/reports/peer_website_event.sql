-- The website's events as rows of Umami's website_event, for COPY; of the visitors that peer_session.sql takes.
-- SPDX-License-Identifier: MIT
COPY (
  SELECT md5('event ' || events.event_id)::uuid, :website::uuid, md5('visitor ' || events.visitor_id)::uuid,
         md5('visit ' || events.visit_id)::uuid, event_at(events.event_id), coalesce(path.text, ''), query.text, utm_source.text,
         utm_medium.text, utm_campaign.text, utm_content.text, utm_term.text, click.text, NULL::varchar, NULL::varchar,
         NULL::varchar, NULL::varchar, NULL::varchar, referrer_path.text, referrer_query.text,
         -- Umami keeps the website's own host for what was reached from another page of it
         coalesce(referrer.text, hostname.text), title.text, coalesce(actions.event_type, 1)::integer, name.text, tag.text,
         hostname.text
    FROM events
    JOIN pages USING (website_id, page_id)
    LEFT JOIN sources ON sources.website_id = events.website_id AND sources.source_id = events.source_id
    LEFT JOIN actions ON actions.website_id = events.website_id AND actions.action_id = events.action_id
    LEFT JOIN texts path ON path.website_id = events.website_id AND path.text_id = pages.path_id
    LEFT JOIN texts query ON query.website_id = events.website_id AND query.text_id = pages.query_id
    LEFT JOIN texts title ON title.website_id = events.website_id AND title.text_id = pages.title_id
    LEFT JOIN texts hostname ON hostname.website_id = events.website_id AND hostname.text_id = pages.hostname_id
    LEFT JOIN texts referrer ON referrer.website_id = events.website_id AND referrer.text_id = sources.referrer_domain_id
    LEFT JOIN texts referrer_path
      ON referrer_path.website_id = events.website_id AND referrer_path.text_id = sources.referrer_path_id
    LEFT JOIN texts referrer_query
      ON referrer_query.website_id = events.website_id AND referrer_query.text_id = sources.referrer_query_id
    LEFT JOIN texts utm_source ON utm_source.website_id = events.website_id AND utm_source.text_id = sources.utm_source_id
    LEFT JOIN texts utm_medium ON utm_medium.website_id = events.website_id AND utm_medium.text_id = sources.utm_medium_id
    LEFT JOIN texts utm_campaign
      ON utm_campaign.website_id = events.website_id AND utm_campaign.text_id = sources.utm_campaign_id
    LEFT JOIN texts utm_content ON utm_content.website_id = events.website_id AND utm_content.text_id = sources.utm_content_id
    LEFT JOIN texts utm_term ON utm_term.website_id = events.website_id AND utm_term.text_id = sources.utm_term_id
    LEFT JOIN texts click ON click.website_id = events.website_id AND click.text_id = sources.click_id_id
    LEFT JOIN texts name ON name.website_id = events.website_id AND name.text_id = actions.name_id
    LEFT JOIN texts tag ON tag.website_id = events.website_id AND tag.text_id = actions.tag_id
   WHERE events.visitor_id <> 0
     AND events.website_id = (SELECT website_id FROM websites WHERE website_uuid = :website)
     AND abs(hashint4(events.visitor_id))::bigint % :all < :wanted
) TO STDOUT (FORMAT binary)
