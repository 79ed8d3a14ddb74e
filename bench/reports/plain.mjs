// The reports as plain SQL over verify.flat (flat.sql), a row an event: what each counts can be read off its statement. The
// definitions are those of docs/numbers.md.
//
// A question is { startAt, endAt, timezone, unit, type, search, limit, offset, filters: [[name, value]], match, eventType,
// excludeBounce }, as the API's parameters.
// SPDX-License-Identifier: MIT

const LEFT_OUT = ['query', 'tag', 'event', 'referrer', 'domain', 'utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm']
  .concat('distinctId');
const NEGATIVE = { neq: 'eq', dnc: 'c', nre: 're' };

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const unicode = (value) => `${value} COLLATE "und-x-icu"`;

/** Whether the value of a column passes, by a positive operator. */
const CONDITIONS = {
  eq: (column, text) => `${column} IN (${text.split(',').map(quoted).join(', ')})`,
  c: (column, text) => `position(lower(${unicode(quoted(text))}) IN lower(${unicode(column)})) > 0`,
  re: (column, text) => `${unicode(column)} ~* ${quoted(text)}`,
};

function condition([name, filter], ofRow) {
  const [, operator = 'eq', text] = /^(?:(eq|neq|c|dnc|re|nre)\.)?(.*)$/su.exec(filter);
  const property = name.replace(/\d+$/, '');
  const passes = CONDITIONS[NEGATIVE[operator] ?? operator];
  const holds =
    property === 'event' && !ofRow
      ? `(visit_id <> 0 AND visit_id IN (SELECT f.visit_id FROM verify.flat f WHERE f.type = 2 AND ${passes('f.event', text)}))`
      : passes(`"${property}"`, text);
  return operator in NEGATIVE ? `NOT (${holds})` : `(${holds})`;
}

/** The rows that a question is about. A filter on `event` looks at the row's own name where events are the rows, or are listed. */
function rowsOf({ startAt, endAt, filters = [], match, eventType, excludeBounce, type }, usual = '1, 3, 4', ofRow = type === 'event') {
  const types = type === 'event' ? '2' : eventType === undefined ? usual : String(eventType);
  const conditions = filters.map((filter) => condition(filter, ofRow));
  return [
    'SELECT * FROM verify.flat',
    `WHERE at BETWEEN ${startAt} AND ${endAt} AND type IN (${types})`,
    excludeBounce ? 'AND bounced IS NOT TRUE' : '',
    conditions.length > 0 ? `AND (${conditions.join(match === 'any' ? ' OR ' : ' AND ')})` : '',
  ].join(' ');
}

/** The totals of rows, by the columns of `group`. */
const totals = (rows, group) => `
  SELECT ${group}, max(counted.pageviews) AS pageviews, max(counted.visitors) AS visitors, count(visit_id) AS visits,
         count(*) FILTER (WHERE bounced) AS bounces, coalesce(sum(seconds), 0) AS totaltime
    FROM (SELECT ${group}, count(*) AS pageviews, count(DISTINCT nullif(visitor_id, 0)) AS visitors FROM (${rows}) r GROUP BY ${group})
         counted
    LEFT JOIN (SELECT DISTINCT ${group}, visit_id, bounced, seconds FROM (${rows}) r WHERE visit_id <> 0) visited
   USING (${group})
   GROUP BY ${group}`;

/** The other statements' text; each answers one JSON document. */
export const stats = (question) => {
  const { startAt, endAt } = question;
  const one = (range) => {
    const rows = rowsOf({ ...question, ...range });
    return `(SELECT json_build_object('pageviews', count(*), 'visitors', count(DISTINCT nullif(visitor_id, 0)),
        'visits', count(DISTINCT nullif(visit_id, 0)),
        'bounces', (SELECT count(*) FROM (SELECT DISTINCT visit_id FROM (${rows}) r WHERE bounced) v),
        'totaltime', (SELECT coalesce(sum(seconds), 0) FROM (SELECT DISTINCT visit_id, seconds FROM (${rows}) r WHERE visit_id <> 0) v))
      FROM (${rows}) r)`;
  };
  const before = { startAt: startAt - (endAt + 1 - startAt), endAt: startAt - 1 };
  return `SELECT json_build_object('now', ${one(question)}, 'before', ${one(before)})`;
};

export const pageviews = (question) => {
  const x = `to_char(date_trunc('${question.unit}', to_timestamp(at / 1000.0) AT TIME ZONE '${question.timezone}'), 'YYYY-MM-DD HH24:MI:SS')`;
  return `SELECT json_build_object('pageviews', coalesce(json_agg(json_build_object('x', x, 'y', rows) ORDER BY x), '[]'),
      'sessions', coalesce(json_agg(json_build_object('x', x, 'y', visitors) ORDER BY x), '[]'))
    FROM (SELECT ${x} AS x, count(*) AS rows, count(DISTINCT nullif(visitor_id, 0)) AS visitors
            FROM (${rowsOf(question)}) r GROUP BY 1) units`;
};

/** The rows with their value, and what stands beside it, as columns value, beside_region and beside_country. */
function valued(question) {
  const { type, search = '' } = question;
  const missing = LEFT_OUT.includes(type) || search !== '' ? `AND "${type}" <> ''` : '';
  const found = search === '' ? '' : `AND ${CONDITIONS.c(`"${type}"`, search)}`;
  return `SELECT "${type}" AS value, ${type === 'city' ? 'region' : "''"} AS beside_region,
      ${type === 'city' || type === 'region' ? 'country' : "''"} AS beside_country, visitor_id, visit_id, bounced, seconds
    FROM (${rowsOf(question)}) chosen WHERE true ${missing} ${found}`;
}

const GROUP = 'value, beside_region, beside_country';
const beside = { region: ['country'], city: ['country', 'region'] };
const order = (number) => `ORDER BY ${number} DESC, nullif(value, '') COLLATE "C" NULLS LAST,
  nullif(beside_country, '') COLLATE "C" NULLS LAST, nullif(beside_region, '') COLLATE "C" NULLS LAST`;
const cut = ({ limit = 500, offset = 0 }) => `LIMIT ${limit} OFFSET ${offset}`;
const members = (type) => (beside[type] ?? []).map((name) => `, '${name}', nullif(beside_${name}, '')`).join('');

export const metrics = (question) => {
  const number = question.type === 'event' ? 'count(*)' : 'count(DISTINCT nullif(visitor_id, 0))';
  return `SELECT coalesce(json_agg(json_build_object('x', nullif(value, ''), 'y', y${members(question.type)}) ${order('y')}), '[]')
    FROM (SELECT ${GROUP}, ${number} AS y FROM (${valued(question)}) r GROUP BY ${GROUP} ${order('y')} ${cut(question)}) listed`;
};

export const expanded = (question) => {
  const first = question.type === 'event' ? 'pageviews' : 'visitors';
  const numbers = ['pageviews', 'visitors', 'visits', 'bounces', 'totaltime'].map((name) => `, '${name}', ${name}`).join('');
  return `SELECT coalesce(json_agg(json_build_object('name', nullif(value, '')${numbers}${members(question.type)}) ${order(first)}), '[]')
    FROM (SELECT * FROM (${totals(valued(question), GROUP)}) t ${order(first)} ${cut(question)}) listed`;
};

export const values = (question) => `
  SELECT coalesce(json_agg(json_build_object('value', value, 'count', count) ORDER BY count DESC, value COLLATE "C"), '[]')
    FROM (SELECT value, count(*) AS count FROM (${valued(question)}) r WHERE value <> ''
           GROUP BY value ORDER BY count(*) DESC, value COLLATE "C" LIMIT 10) listed`;

// Pageviews and events alike ----------------------------------------------------------------------------------------------

const allRows = (question) => rowsOf({ ...question, type: undefined }, '1, 2, 3, 4');
const local = (timezone) => `(to_timestamp(at / 1000.0) AT TIME ZONE '${timezone}')`;
const shownTime = (time) => `to_char(${time}, 'YYYY-MM-DD HH24:MI:SS')`;

export const weekly = (question) => `
  SELECT json_agg(hours ORDER BY weekday)
    FROM (SELECT weekday, json_agg(coalesce(visitors, 0) ORDER BY hour) AS hours
            FROM generate_series(0, 6) weekday
           CROSS JOIN generate_series(0, 23) hour
            LEFT JOIN (SELECT extract(dow FROM ${local(question.timezone)})::integer AS weekday,
                              extract(hour FROM ${local(question.timezone)})::integer AS hour,
                              count(DISTINCT nullif(visitor_id, 0)) AS visitors
                         FROM (${allRows(question)}) r GROUP BY 1, 2) counted USING (weekday, hour)
           GROUP BY weekday) week`;

export const sessionsStats = (question) => `
  SELECT json_build_object('pageviews', json_build_object('value', count(*) FILTER (WHERE type <> 2)),
      'visitors', json_build_object('value', count(DISTINCT nullif(visitor_id, 0))),
      'visits', json_build_object('value', count(DISTINCT nullif(visit_id, 0))),
      'countries', json_build_object('value', count(DISTINCT nullif(country, ''))),
      'events', json_build_object('value', count(*) FILTER (WHERE type = 2)))
    FROM (${allRows(question)}) r`;

export const eventsSeries = (question) => {
  const t = shownTime(`date_trunc('${question.unit}', ${local(question.timezone)})`);
  return `SELECT coalesce(json_agg(json_build_object('x', event, 't', t, 'y', y) ORDER BY t, event COLLATE "C"), '[]')
    FROM (SELECT event, ${t} AS t, count(*) AS y FROM (${rowsOf({ ...question, eventType: undefined }, '2', true)}) r GROUP BY 1, 2) counted`;
};

const iso = (at) => `to_char(to_timestamp(${at} / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const orNull = (names) => names.map((name) => `, '${name}', nullif(${name}, '')`).join('');
const pageOf = ({ page, pageSize }) => `LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`;
export const OF_SESSION = ['browser', 'os', 'device', 'screen', 'country', 'region', 'city'];
export const OF_EVENT = ['hostname', 'browser', 'os', 'device', 'country', 'city'];

export const sessions = (question) => `
  WITH seen AS (SELECT visitor_id, ${OF_SESSION.join(', ')}, min(at) AS first_at, max(at) AS last_at, max(event_id) AS last_id,
                       count(DISTINCT visit_id) AS visits, count(*) FILTER (WHERE type <> 2) AS views,
                       count(*) FILTER (WHERE type = 2) AS events
                  FROM (${allRows(question)}) r WHERE visitor_id <> 0 GROUP BY visitor_id, ${OF_SESSION.join(', ')})
  SELECT json_build_object('count', (SELECT count(*) FROM seen), 'data', coalesce((SELECT json_agg(json_build_object(
      'firstAt', ${iso('first_at')}, 'lastAt', ${iso('last_at')}, 'visits', visits, 'views', views, 'events', events${orNull(OF_SESSION)})
      ORDER BY last_id DESC) FROM (SELECT * FROM seen ORDER BY last_id DESC ${pageOf(question)}) listed), '[]'))`;

export const events = (question) => {
  const rows = rowsOf(question, '1, 2, 3, 4', true);
  return `SELECT json_build_object('count', (SELECT count(*) FROM (${rows}) r), 'data', coalesce((SELECT json_agg(json_build_object(
      'createdAt', ${iso('at')}, 'urlPath', path, 'eventType', type, 'eventName', nullif(event, '')${orNull(OF_EVENT)}) ORDER BY event_id DESC)
    FROM (SELECT * FROM (${rows}) r ORDER BY event_id DESC ${pageOf(question)}) listed), '[]'))`;
};

// Properties --------------------------------------------------------------------------------------------------------------

const saidWith = (question) => `
  SELECT s.*, r.event, r.at FROM verify.said s JOIN (${rowsOf({ ...question, type: undefined }, '1, 2, 3, 4', true)}) r USING (event_id)
   WHERE ${question.eventName ? `r.event = ${quoted(question.eventName)}` : 'true'}
     AND ${question.propertyName ? `s.name = ${quoted(question.propertyName)}` : 'true'}`;
const saidOf = (question) => `
  SELECT s.* FROM verify.said_of_visitors s
   WHERE s.visitor_id IN (SELECT r.visitor_id FROM (${allRows(question)}) r)
     AND ${question.propertyName ? `s.name = ${quoted(question.propertyName)}` : 'true'}`;

/** How often each combination of columns was said, under the names that the answer has for them. */
const saidBy = (said, columns, most) => {
  const names = Object.keys(columns);
  const order = ['total DESC', ...names.map((name) => (name === 'type' ? name : `${name} COLLATE "C"`))].join(', ');
  const shown = names.map((name) => `'${columns[name]}', ${name === 'event' ? "nullif(event, '')" : name}`).join(', ');
  return `SELECT coalesce(json_agg(json_build_object(${shown}, 'total', total) ORDER BY ${order}), '[]')
    FROM (SELECT ${names.join(', ')}, count(*) AS total FROM (${said}) s ${columns.value ? 'WHERE value IS NOT NULL' : ''}
           GROUP BY ${names.join(', ')} ORDER BY ${order} LIMIT ${most}) listed`;
};
const PROPERTY = { name: 'propertyName', type: 'dataType' };

export const eventDataProperties = (question) => saidBy(saidWith(question), { event: 'eventName', ...PROPERTY }, 500);
export const eventDataValues = (question) => saidBy(saidWith(question), { value: 'value' }, 100);
export const sessionDataProperties = (question) => saidBy(saidOf(question), PROPERTY, 500);
export const sessionDataValues = (question) => saidBy(saidOf(question), { value: 'value' }, 100);

export const eventDataStats = (question) => `
  SELECT json_build_object('events', count(DISTINCT event_id), 'properties', count(DISTINCT name), 'records', count(*))
    FROM (${saidWith(question)}) s`;

export const numericSeries = (question) => `
  SELECT coalesce(json_agg(json_build_object('t', t, 'y', y) ORDER BY t), '[]')
    FROM (SELECT ${shownTime(`date_trunc('${question.unit}', ${local(question.timezone)})`)} AS t, sum(number)::double precision AS y
            FROM (${saidWith(question)}) s WHERE s.type = 2 GROUP BY 1) counted`;

// Studies -----------------------------------------------------------------------------------------------------------------

/** Whether a row is a step: a path is that of a pageview, * stands for any characters. */
function isStep({ type, value }) {
  const [column, types] = type === 'event' ? ['event', '2'] : ['path', '1, 3, 4'];
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
  const inRange = `SELECT * FROM verify.flat WHERE at BETWEEN ${question.startAt} AND ${question.endAt} AND visitor_id <> 0`;
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
  const { startAt, endAt, timezone } = question;
  return `
  WITH first AS (SELECT visitor_id, min(${local(timezone)})::date AS date FROM (${allRows(question)}) r
                  WHERE visitor_id <> 0 GROUP BY visitor_id),
       days AS (SELECT DISTINCT visitor_id, ${local(timezone)}::date AS seen FROM verify.flat WHERE at BETWEEN ${startAt} AND ${endAt})
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

export const revenueStats = ({ currency, ...question }) => {
  const { startAt, endAt } = question;
  const one = (range) => `(SELECT json_build_object('sum', coalesce(sum(amount), 0), 'count', count(amount),
      'unique_count', count(DISTINCT nullif(visitor_id, 0)) FILTER (WHERE amount IS NOT NULL),
      'total_sessions', count(DISTINCT nullif(visitor_id, 0)),
      'average', coalesce(round(sum(amount) / nullif(count(amount), 0), 4), 0),
      'arpu', coalesce(round(sum(amount) / nullif(count(DISTINCT nullif(visitor_id, 0)), 0), 4), 0))
    FROM (${allRows({ ...question, ...range })}) r LEFT JOIN verify.amounts a ON a.event_id = r.event_id AND a.currency = '${currency}')`;
  const before = { startAt: startAt - (endAt + 1 - startAt), endAt: startAt - 1 };
  return `SELECT json_build_object('now', ${one({})}, 'before', ${one(before)})`;
};

export const revenueMetrics = ({ currency, type, ...question }) => `
  SELECT coalesce(json_agg(json_build_object('name', nullif(name, ''), 'value', value) ORDER BY value DESC, nullif(name, '') COLLATE "C"
      NULLS LAST), '[]')
    FROM (SELECT "${type}" AS name, sum(amount) AS value FROM (${allRows(question)}) r JOIN verify.amounts a USING (event_id)
           WHERE currency = '${currency}' AND ${type === 'referrer' ? `referrer <> ''` : 'true'} GROUP BY 1) listed`;

const CREDITED = { referrer: 'referrer', utm_source: '"utmSource"', utm_medium: '"utmMedium"', utm_campaign: '"utmCampaign"',
  utm_content: '"utmContent"', utm_term: '"utmTerm"' };

/** By number of visitors; what advertisements brought is not in verify.flat. */
export const attribution = ({ model, type, step, ...question }) => {
  const { startAt, endAt } = question;
  const conversions = `SELECT * FROM (${allRows(question)}) r WHERE ${isStep({ type, value: step })}`;
  const credited =
    model === 'last-click'
      ? `SELECT DISTINCT ON (visitor_id) visitor_id, visit_id FROM conversions WHERE visitor_id <> 0 ORDER BY visitor_id, event_id DESC`
      : `SELECT DISTINCT ON (visitor_id) visitor_id, visit_id FROM verify.flat WHERE at BETWEEN ${startAt} AND ${endAt} AND visitor_id <> 0
           AND visitor_id IN (SELECT visitor_id FROM conversions) ORDER BY visitor_id, event_id`;
  const list = (column) => `(SELECT coalesce(json_agg(json_build_object('name', name, 'value', value) ORDER BY value DESC, name COLLATE "C"), '[]')
    FROM (SELECT ${column} AS name, count(*) AS value FROM sources WHERE ${column} <> '' GROUP BY 1
           ORDER BY 2 DESC, ${column} COLLATE "C" LIMIT 20) l)`;
  return `WITH conversions AS (${conversions}), credited AS (${credited}),
      sources AS (SELECT DISTINCT visitor_id, ${Object.values(CREDITED).join(', ')} FROM credited JOIN verify.flat USING (visitor_id, visit_id))
    SELECT json_build_object(${Object.entries(CREDITED).map(([name, column]) => `'${name}', ${list(column)}`).join(', ')},
      'total', (SELECT json_build_object('pageviews', count(*), 'visitors', count(DISTINCT nullif(visitor_id, 0)),
                       'visits', count(DISTINCT nullif(visit_id, 0))) FROM conversions))`;
};
