// Studies as plain SQL: see plain.mjs, whose words these are.
// SPDX-License-Identifier: MIT
import { VIEWS, allRows, compared, during, quoted, rowsOf, shownTime, local, totals, unitOfRow } from './plain.mjs';

/** Whether a row is a step: a path is that of a pageview, * stands for any characters. */
function isStep({ type, value }) {
  const [column, types] = type === 'event' ? ['event', '2'] : ['path', VIEWS];
  const like = value.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
  return `(type IN (${types}) AND ${column} LIKE ${quoted(like)})`;
}

export const goal = (question) => `
  SELECT json_build_object('num', count(DISTINCT nullif(visitor_id, 0)) FILTER (WHERE ${isStep(question)}),
      'total', count(DISTINCT nullif(visitor_id, 0)))
    FROM (${allRows(question)}) r`;

/** How many visitors reach each step; only the first is chosen by the filters. */
export const funnel = ({ steps, window, ...question }) => {
  const list = JSON.parse(steps);
  const inRange = `SELECT * FROM verify.flat WHERE ${during(question)} AND visitor_id <> 0`;
  const tables = list.map((step, i) =>
    i === 0
      ? `s0 AS (SELECT visitor_id, event_id, at FROM (${allRows(question)}) r WHERE visitor_id <> 0 AND ${isStep(step)})`
      : `s${i} AS (SELECT DISTINCT r.visitor_id, r.event_id, r.at FROM s${i - 1} s JOIN (${inRange}) r USING (visitor_id)
           WHERE r.event_id > s.event_id AND r.at <= s.at + ${window} * 60000::bigint AND ${isStep(step)})`,
  );
  return `WITH ${tables.join(', ')}
    SELECT json_build_array(${list.map((_, i) => `(SELECT count(DISTINCT visitor_id) FROM s${i})`).join(', ')})`;
};

export const retention = (question) => {
  const { timezone } = question;
  return `
  WITH first AS (SELECT visitor_id, min(${local(timezone)})::date AS date FROM (${allRows(question)}) r
                  WHERE visitor_id <> 0 GROUP BY visitor_id),
       days AS (SELECT DISTINCT visitor_id, ${local(timezone)}::date AS seen FROM verify.flat WHERE ${during(question)})
  SELECT coalesce(json_agg(json_build_object('date', ${shownTime('date')}, 'day', day, 'visitors', visitors, 'returnVisitors', returned,
      'percentage', returned::double precision * 100 / visitors) ORDER BY date, day), '[]')
    FROM (SELECT first.date, days.seen - first.date AS day, count(*) AS returned FROM first JOIN days USING (visitor_id)
           WHERE days.seen - first.date BETWEEN 0 AND 31 GROUP BY 1, 2) r
    JOIN (SELECT date, count(*) AS visitors FROM first GROUP BY date) cohort USING (date)`;
};

export const journeys = ({ steps, ...question }) => `
  WITH items AS (SELECT visit_id, event_id, CASE WHEN type = 2 THEN event ELSE path END COLLATE "C" AS item
                   FROM (${allRows(question)}) r WHERE visit_id <> 0),
       changes AS (SELECT *, lag(item) OVER (PARTITION BY visit_id ORDER BY event_id) IS DISTINCT FROM item AS is_new FROM items),
       numbered AS (SELECT *, row_number() OVER (PARTITION BY visit_id ORDER BY event_id) AS place FROM changes WHERE is_new),
       journeys AS (SELECT array_agg(item ORDER BY place) AS way FROM numbered WHERE place <= ${steps} GROUP BY visit_id)
  SELECT coalesce(json_agg(json_build_object('items', CASE WHEN cardinality(way) < ${steps} THEN way || NULL::text ELSE way END,
      'count', count) ORDER BY count DESC, way), '[]')
    FROM (SELECT way, count(*) AS count FROM journeys GROUP BY way ORDER BY count(*) DESC, way LIMIT 100) listed`;

export const utmMetrics = (question) => {
  const column = `"utm${question.type[4].toUpperCase()}${question.type.slice(5)}"`;
  return `SELECT coalesce(json_agg(json_build_object('utm', utm, 'views', views) ORDER BY views DESC, utm COLLATE "C"), '[]')
    FROM (SELECT ${column} AS utm, count(*) AS views FROM (${rowsOf(question)}) r WHERE ${column} <> ''
           GROUP BY 1 ORDER BY 2 DESC, ${column} COLLATE "C" LIMIT 50) listed`;
};

export const breakdown = (question) => {
  const fields = question.fields.split(',');
  const columns = fields.map((field) => `"${field}"`).join(', ');
  const order = ['views DESC', 'visitors DESC', ...fields.map((field) => `nullif("${field}", '') COLLATE "C" NULLS LAST`)].join(', ');
  const rows = rowsOf(fields.includes('event') ? { ...question, type: 'event' } : question);
  const members = fields.map((field) => `, '${field}', nullif("${field}", '')`).join('');
  return `SELECT coalesce(json_agg(json_build_object('views', views, 'visitors', visitors, 'visits', visits, 'bounces', bounces,
      'totaltime', totaltime${members}) ORDER BY ${order}), '[]')
    FROM (SELECT *, pageviews AS views FROM (${totals(rows, columns)}) t ORDER BY ${order.replace('views', 'pageviews')} LIMIT 500) listed`;
};

const UTM = ['source', 'medium', 'campaign', 'term', 'content'].map((name) => `utm_${name}`);
export const utm = (question) =>
  `SELECT json_build_object(${UTM.map((type) => `'${type}', (${utmMetrics({ ...question, type })})`).join(', ')})`;

// Money -------------------------------------------------------------------------------------------------------------------

const paid = ({ currency, ...question }) => `
  SELECT r.*, amount FROM (${allRows(question)}) r JOIN verify.amounts USING (event_id) WHERE currency = ${quoted(currency)}`;

export const revenueStats = (question) =>
  compared((one) => `
    SELECT json_build_object('sum', coalesce(sum(amount), 0), 'count', count(amount),
        'unique_count', count(DISTINCT nullif(visitor_id, 0)), 'total_sessions', max(visitors),
        'average', coalesce(round(sum(amount) / nullif(count(amount), 0), 4), 0),
        'arpu', coalesce(round(sum(amount) / nullif(max(visitors), 0), 4), 0))
      FROM (SELECT count(DISTINCT nullif(visitor_id, 0)) AS visitors FROM (${allRows(one)}) r) everybody LEFT JOIN (${paid(one)}) p ON true`, question);

export const revenueChart = (question) => `
  SELECT json_build_object('chart', coalesce(json_agg(json_build_object('x', event, 't', t, 'y', y, 'count', count) ORDER BY t, event COLLATE "C"), '[]'))
    FROM (SELECT event, ${unitOfRow(question)} AS t, sum(amount) AS y, count(*) AS count FROM (${paid(question)}) p GROUP BY 1, 2) units`;

export const revenueMetrics = ({ type, ...question }) => {
  const [country, shown, order] = type === 'region' ? ["nullif(country, '')", `, 'country', country`, ', country COLLATE "C" NULLS LAST'] : ['NULL', '', ''];
  return `
  SELECT coalesce(json_agg(json_build_object('name', name, 'value', value${shown}) ORDER BY value DESC, name COLLATE "C" NULLS LAST${order}), '[]')
    FROM (SELECT nullif("${type}", '') AS name, ${country} AS country, sum(amount) AS value FROM (${paid(question)}) p
           WHERE ${type === 'referrer' ? `referrer <> ''` : 'true'} GROUP BY 1, 2) listed`;
};

const PLACES = ['country', 'region', 'referrer', 'channel'];
export const revenue = (question) => `
  SELECT (${revenueChart(question)})::jsonb || jsonb_build_object('total', (${revenueStats(question)}),
    ${PLACES.map((type) => `'${type}', (${revenueMetrics({ ...question, type })})`).join(', ')})`;

const CREDITED = {
  referrer: 'referrer', paidAds: 'advertiser', utm_source: '"utmSource"', utm_medium: '"utmMedium"', utm_campaign: '"utmCampaign"',
  utm_content: '"utmContent"', utm_term: '"utmTerm"',
};
const ADVERTISER = `CASE WHEN channel LIKE 'paid%' THEN
  CASE click WHEN 'gclid' THEN 'Google Ads' WHEN 'fbclid' THEN 'Facebook / Meta' WHEN 'msclkid' THEN 'Microsoft Ads' WHEN 'ttclid' THEN 'TikTok Ads'
             WHEN 'li_fat_id' THEN 'LinkedIn Ads' WHEN 'twclid' THEN 'Twitter Ads (X)' ELSE '' END ELSE '' END`;

/** By number of visitors, or with a currency by what they paid as they converted. */
export const attribution = ({ model, type, step, currency, ...question }) => {
  const conversions = `SELECT * FROM (${allRows(question)}) r WHERE ${isStep({ type, value: step })}`;
  const worth = currency
    ? `SELECT visitor_id, sum(amount) AS worth FROM conversions JOIN verify.amounts USING (event_id)
        WHERE currency = ${quoted(currency)} GROUP BY visitor_id HAVING sum(amount) > 0`
    : 'SELECT DISTINCT visitor_id, 1 AS worth FROM conversions';
  const credited =
    model === 'last-click'
      ? 'SELECT DISTINCT ON (visitor_id) * FROM conversions WHERE visitor_id <> 0 ORDER BY visitor_id, event_id DESC'
      : `SELECT DISTINCT ON (visitor_id) * FROM verify.flat WHERE ${during(question)} AND visitor_id IN
           (SELECT visitor_id FROM conversions WHERE visitor_id <> 0) ORDER BY visitor_id, event_id`;
  const list = (column) => `(SELECT coalesce(json_agg(json_build_object('name', name, 'value', value) ORDER BY value DESC, name COLLATE "C"), '[]')
    FROM (SELECT ${column} AS name, sum(worth) AS value FROM sources WHERE ${column} <> '' GROUP BY 1
           ORDER BY 2 DESC, ${column} COLLATE "C" LIMIT 20) l)`;
  const columns = Object.values(CREDITED).map((column) => (column === 'advertiser' ? `${ADVERTISER} AS advertiser` : column));
  return `WITH conversions AS MATERIALIZED (${conversions}), worth AS (${worth}),
      sources AS (SELECT visitor_id, worth, ${columns.join(', ')} FROM (${credited}) credited JOIN worth USING (visitor_id))
    SELECT json_build_object(${Object.entries(CREDITED).map(([name, column]) => `'${name}', ${list(column)}`).join(', ')},
      'total', (SELECT json_build_object('pageviews', count(*), 'visitors', count(DISTINCT nullif(visitor_id, 0)),
                       'visits', count(DISTINCT nullif(visit_id, 0))) FROM conversions))`;
};

// Speed -------------------------------------------------------------------------------------------------------------------

const METRICS = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'];
const measured = (question) => rowsOf({ ...question, type: undefined, eventType: undefined }, { usual: '5', from: 'verify.measured' });

/** Between the two neighbours of its place among the sorted numbers, by how near it is to each. */
const percentile = (sorted, percent) => {
  const place = `(${percent} * (cardinality(${sorted}) - 1))`;
  const [below, above] = [`${sorted}[${place} / 100 + 1]`, `${sorted}[(${place} + 99) / 100 + 1]`];
  return `'p${percent}', ${below} + (${above} - ${below}) * (${place} % 100) / 100`;
};
const percentiles = (sorted) => [50, 75, 95].map((percent) => percentile(sorted, percent)).join(', ');
const sortedOf = (metric) => `array_agg(${metric} ORDER BY ${metric}) FILTER (WHERE ${metric} IS NOT NULL) AS ${metric}`;

export const performanceStats = (question) => `
  SELECT json_build_object(${METRICS.map((metric) => `'${metric}', json_build_object(${percentiles(metric)})`).join(', ')}, 'count', count)
    FROM (SELECT count(*) AS count, ${METRICS.map(sortedOf).join(', ')} FROM (${measured(question)}) m) sorted`;

export const performanceChart = ({ metric = 'lcp', ...question }) => `
  SELECT json_build_object('chart', coalesce(json_agg(json_build_object('t', t, ${percentiles(metric)}) ORDER BY t), '[]'))
    FROM (SELECT ${unitOfRow(question)} AS t, ${sortedOf(metric)} FROM (${measured(question)}) m WHERE ${metric} IS NOT NULL GROUP BY 1) units`;

export const performanceMetrics = ({ metric = 'lcp', type, limit = 500, ...question }) => `
  SELECT coalesce(json_agg(json_build_object('name', name, ${percentiles(metric)}, 'count', count) ORDER BY count DESC, name COLLATE "C" NULLS LAST), '[]')
    FROM (SELECT nullif("${type}", '') AS name, count(*) AS count, ${sortedOf(metric)} FROM (${measured(question)}) m WHERE ${metric} IS NOT NULL
           GROUP BY 1 ORDER BY count(*) DESC, nullif("${type}", '') COLLATE "C" NULLS LAST LIMIT ${limit}) listed`;

const LISTS = { pages: 'path', pageTitles: 'title', devices: 'device', browsers: 'browser' };
export const performance = (question) => `
  SELECT (${performanceChart(question)})::jsonb || jsonb_build_object('summary', (${performanceStats(question)}),
    ${Object.entries(LISTS).map(([name, type]) => `'${name}', (${performanceMetrics({ ...question, type })})`).join(', ')})`;
