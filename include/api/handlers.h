/*
 * Every handler, a line each: what routes.c names. A handler reads the request, sets its reply and
 * returns an outcome. Those of pgc/ run on a worker inside a transaction that dispatch.c opened.
 * SPDX-License-Identifier: MIT
 */
#ifndef HANDLERS_H
#define HANDLERS_H

#include "outcome.h"
#include "request.h"

/* src/status.c: answered on the loop */
enum outcome heartbeat(struct request *req);
enum outcome status_alive(struct request *req);
enum outcome status_ready(struct request *req);
enum outcome status_metrics(struct request *req);
enum outcome public_config(struct request *req);

/* src/collect/whoami.c: on a worker */
enum outcome whoami(struct request *req);

/* src/collect.c: on the loop, then in the collector */
enum outcome collect_send(struct request *req);
enum outcome collect_batch(struct request *req);
enum outcome collect_record(struct request *req);
enum outcome collect_click(struct request *req);
enum outcome collect_pixel(struct request *req);

/* pgc/accounts/ */
enum outcome auth_login(struct request *req);
enum outcome auth_verify(struct request *req);
enum outcome auth_logout(struct request *req);
enum outcome me_show(struct request *req);

/* pgc/websites.pgc */
enum outcome website_list(struct request *req);
enum outcome website_create(struct request *req);
enum outcome website_show(struct request *req);
enum outcome website_update(struct request *req);
enum outcome website_delete(struct request *req);

/* pgc/links.pgc */
enum outcome link_list(struct request *req);
enum outcome link_create(struct request *req);
enum outcome link_show(struct request *req);
enum outcome link_update(struct request *req);
enum outcome link_delete(struct request *req);
enum outcome pixel_list(struct request *req);
enum outcome pixel_create(struct request *req);
enum outcome pixel_show(struct request *req);
enum outcome pixel_update(struct request *req);
enum outcome pixel_delete(struct request *req);

/* pgc/website_policy.pgc */
enum outcome website_policy_show(struct request *req);
enum outcome website_policy_update(struct request *req);

/* pgc/segments.pgc */
enum outcome segment_list(struct request *req);
enum outcome segment_create(struct request *req);
enum outcome segment_show(struct request *req);
enum outcome segment_update(struct request *req);
enum outcome segment_delete(struct request *req);

/* pgc/reports/ */
enum outcome report_active(struct request *req);
enum outcome report_date_range(struct request *req);
enum outcome report_stats(struct request *req);
enum outcome report_pageviews(struct request *req);
enum outcome report_metrics(struct request *req);
enum outcome report_metrics_expanded(struct request *req);
enum outcome report_values(struct request *req);
enum outcome report_export(struct request *req);
enum outcome report_ledger(struct request *req);
enum outcome report_realtime(struct request *req);
enum outcome report_link_charts(struct request *req);
enum outcome report_pixel_charts(struct request *req);
enum outcome report_sessions(struct request *req);
enum outcome report_revenue_sessions(struct request *req);
enum outcome report_sessions_stats(struct request *req);
enum outcome report_sessions_weekly(struct request *req);
enum outcome report_session(struct request *req);
enum outcome report_session_activity(struct request *req);
enum outcome report_session_properties(struct request *req);
enum outcome report_events(struct request *req);
enum outcome report_events_series(struct request *req);
enum outcome report_events_stats(struct request *req);

/* pgc/visitor_delete.pgc */
enum outcome visitor_delete(struct request *req);

/* pgc/data/ */
enum outcome event_data(struct request *req);
enum outcome event_data_events(struct request *req);
enum outcome event_data_fields(struct request *req);
enum outcome event_data_properties(struct request *req);
enum outcome event_data_stats(struct request *req);
enum outcome event_data_values(struct request *req);
enum outcome event_data_of_event(struct request *req);
enum outcome event_data_pivot(struct request *req);
enum outcome event_data_array_series(struct request *req);
enum outcome event_data_date_series(struct request *req);
enum outcome event_data_numeric_series(struct request *req);
enum outcome event_data_numeric_stats(struct request *req);
enum outcome event_data_property_series(struct request *req);
enum outcome session_data_pivot(struct request *req);
enum outcome session_data_properties(struct request *req);
enum outcome session_data_stats(struct request *req);
enum outcome session_data_values(struct request *req);
enum outcome session_data_array_series(struct request *req);
enum outcome session_data_date_series(struct request *req);
enum outcome session_data_numeric_series(struct request *req);
enum outcome session_data_numeric_stats(struct request *req);
enum outcome session_data_property_series(struct request *req);

/* pgc/studies/ */
enum outcome report_funnel(struct request *req);
enum outcome report_saved_funnel(struct request *req);
enum outcome report_retention(struct request *req);
enum outcome report_journeys(struct request *req);
enum outcome report_goal(struct request *req);
enum outcome report_saved_goal(struct request *req);
enum outcome report_utm(struct request *req);
enum outcome report_utm_metrics(struct request *req);
enum outcome report_revenue(struct request *req);
enum outcome report_revenue_chart(struct request *req);
enum outcome report_revenue_metrics(struct request *req);
enum outcome report_revenue_stats(struct request *req);
enum outcome report_attribution(struct request *req);
enum outcome report_breakdown(struct request *req);
enum outcome report_performance(struct request *req);
enum outcome report_performance_chart(struct request *req);
enum outcome report_performance_metrics(struct request *req);
enum outcome report_performance_stats(struct request *req);
enum outcome saved_report_list(struct request *req);
enum outcome saved_report_create(struct request *req);
enum outcome saved_report_show(struct request *req);
enum outcome saved_report_update(struct request *req);
enum outcome saved_report_delete(struct request *req);
enum outcome funnel_list(struct request *req);
enum outcome funnel_create(struct request *req);
enum outcome funnel_show(struct request *req);
enum outcome funnel_update(struct request *req);
enum outcome funnel_delete(struct request *req);
enum outcome goal_list(struct request *req);
enum outcome goal_create(struct request *req);
enum outcome goal_show(struct request *req);
enum outcome goal_update(struct request *req);
enum outcome goal_delete(struct request *req);

#endif
