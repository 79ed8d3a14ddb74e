// The reports as plain SQL over verify.flat (flat.sql), a row an event: what each counts can be read off its statement. The
// definitions are those of docs/numbers.md. Lists and studies are in the files beside this one.
//
// A question is { startAt, endAt, timezone, unit, compare, type, search, limit, offset, filters: [[name, value]], match, eventType,
// excludeBounce }, as the API's parameters. `segment` and `cohort` are what was saved: { filters, match } and, of a cohort, also
// action: { type, value } and range: { startAt, endAt }. What lies before `resetAt` is not there.
// SPDX-License-Identifier: MIT

const LEFT_OUT = ['query', 'tag', 'event', 'referrer', 'domain', 'utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm']
  .concat('distinctId');
const NEGATIVE = { neq: 'eq', dnc: 'c', nre: 're' };
// Where a property's texts are, and the number in a row that stands for one.
const TABLES = {
  page_id: { table: 'pages', properties: ['path', 'title', 'query', 'hostname'] },
  action_id: { table: 'actions', properties: ['event', 'tag'] },
  source_id: {
    table: 'sources',
    properties: ['referrer', 'domain', 'channel', 'utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm'],
  },
  client_id: { table: 'clients', properties: ['browser', 'os', 'device', 'screen', 'language'] },
  location_id: { table: 'locations', properties: ['country', 'region', 'city'] },
};
export const VIEWS = '1, 3, 4';
const ALL = '1, 2, 3, 4';

export const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const unicode = (value) => `${value} COLLATE "und-x-icu"`;

/** Whether the value of a column passes, by a positive operator. */
const CONDITIONS = {
  eq: (column, text) => `${column} IN (${text.split(',').map(quoted).join(', ')})`,
  c: (column, text) => `position(lower(${unicode(quoted(text))}) IN lower(${unicode(column)})) > 0`,
  re: (column, text) => `${unicode(column)} ~* ${quoted(text)}`,
};

/** Whether a text of the row passes: the texts that do are found first, each once. */
function textPasses(property, passes) {
  const found = Object.entries(TABLES).find(([, { properties }]) => properties.includes(property));
  if (!found) return passes(`"${property}"`);
  const [id, { table }] = found;
  return `${id} IN (SELECT ${id} FROM verify.${table} WHERE ${passes(`"${property}"`)})`;
}

function condition([name, filter], ofRow) {
  const [, operator = 'eq', text] = /^(?:(eq|neq|c|dnc|re|nre)\.)?(.*)$/su.exec(filter);
  const property = name.replace(/\d+$/, '');
  const passes = textPasses(property, (column) => CONDITIONS[NEGATIVE[operator] ?? operator](column, text));
  const holds =
    property === 'event' && !ofRow
      ? `(visit_id <> 0 AND visit_id IN (SELECT f.visit_id FROM verify.rows f WHERE f.type = 2 AND ${passes}))`
      : passes;
  return operator in NEGATIVE ? `NOT (${holds})` : `(${holds})`;
}

const passesAll = ({ filters = [], match }, ofRow) =>
  filters.length === 0 ? 'true' : `(${filters.map((filter) => condition(filter, ofRow)).join(match === 'any' ? ' OR ' : ' AND ')})`;

/** Whether a row lies in the range, and after the reset. */
export const during = ({ startAt, endAt, resetAt = 0 }) => `at BETWEEN ${Math.max(startAt, resetAt)} AND ${endAt}`;

const isAction = ({ type, value }) => `(type IN (${type === 'event' ? '2' : VIEWS}) AND ${type} = ${quoted(value)})`;

/** The visitors who did what a cohort asks for. */
const membersOf = ({ range, action, ...saved }, resetAt) => `
  SELECT visitor_id FROM verify.flat WHERE ${during({ ...range, resetAt })} AND visitor_id <> 0 AND ${action ? isAction(action) : 'true'}
     AND ${passesAll(saved, false)}`;

/** The rows that a question is about. A filter on `event` looks at the row's own name where events are the rows, or are listed. */
export function rowsOf(question, { usual = VIEWS, ofRow = question.type === 'event', from = 'verify.flat' } = {}) {
  const { eventType, excludeBounce, segment, cohort, resetAt } = question;
  const types = question.type === 'event' ? '2' : eventType === undefined ? usual : String(eventType);
  return [
    `SELECT * FROM ${from}`,
    `WHERE ${during(question)} AND type IN (${types})`,
    excludeBounce ? 'AND bounced IS NOT TRUE' : '',
    `AND ${passesAll(question, ofRow)}`,
    segment ? `AND ${passesAll(segment, ofRow)}` : '',
    cohort ? `AND visitor_id IN (${membersOf(cohort, resetAt)})` : '',
  ].join(' ');
}

/** Pageviews and events alike. */
export const allRows = (question) => rowsOf({ ...question, type: undefined }, { usual: ALL });
export const listedRows = (question) => rowsOf({ ...question, type: undefined }, { usual: ALL, ofRow: true });

export const local = (timezone) => `(to_timestamp(at / 1000.0) AT TIME ZONE '${timezone}')`;
export const shownTime = (time) => `to_char(${time}, 'YYYY-MM-DD HH24:MI:SS')`;
export const unitOfRow = ({ unit, timezone }) => shownTime(`date_trunc('${unit}', ${local(timezone)})`);
export const iso = (at) => `to_char(to_timestamp(${at} / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The same question about the range before it. */
export const before = (question) => {
  const { startAt, endAt } = question;
  return { ...question, startAt: startAt - (endAt + 1 - startAt), endAt: startAt - 1 };
};
/** One document of a question, with that of the range before as "comparison". */
export const compared = (one, question) => `SELECT (${one(question)})::jsonb || jsonb_build_object('comparison', (${one(before(question))}))`;

/** How many rows each value of the columns has in each visit: a row each. */
const byVisit = (rows, group) => `
  SELECT ${group}, visitor_id, visit_id, bounced, seconds, count(*) AS rows FROM (${rows}) r
   GROUP BY ${group}, visitor_id, visit_id, bounced, seconds`;

/** The totals of rows, by the columns of `group`. */
export const totals = (rows, group) => `
  SELECT ${group}, sum(rows) AS pageviews, count(DISTINCT nullif(visitor_id, 0)) AS visitors, count(*) FILTER (WHERE visit_id <> 0) AS visits,
         count(*) FILTER (WHERE bounced) AS bounces, coalesce(sum(seconds), 0) AS totaltime
    FROM (${byVisit(rows, group)}) visited
   GROUP BY ${group}`;

/** The other statements' text; each answers one JSON document. */
export const stats = (question) =>
  compared((one) => `
    SELECT json_build_object('pageviews', coalesce(sum(pageviews), 0), 'visitors', coalesce(sum(visitors), 0), 'visits', coalesce(sum(visits), 0),
        'bounces', coalesce(sum(bounces), 0), 'totaltime', coalesce(sum(totaltime), 0))
      FROM (${totals(`SELECT true AS whole, r.* FROM (${rowsOf(one)}) r`, 'whole')}) t`, question);

const series = (question) => `
  SELECT json_build_object('pageviews', coalesce(json_agg(json_build_object('x', x, 'y', rows) ORDER BY x), '[]'),
      'sessions', coalesce(json_agg(json_build_object('x', x, 'y', visitors) ORDER BY x), '[]'))
    FROM (SELECT x, sum(rows) AS rows, count(nullif(visitor_id, 0)) AS visitors
            FROM (SELECT ${unitOfRow(question)} AS x, visitor_id, count(*) AS rows FROM (${rowsOf(question)}) r GROUP BY 1, 2) v
           GROUP BY x) units`;

const dated = (question) => `(${series(question)})::jsonb
  || jsonb_build_object('startDate', ${iso(question.startAt)}, 'endDate', ${iso(question.endAt)})`;

export const pageviews = (question) =>
  question.compare ? `SELECT ${dated(question)} || jsonb_build_object('compare', ${dated(before(question))})` : series(question);
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
  const counted = question.type === 'event' ? 'sum(rows)' : 'count(nullif(visitor_id, 0))';
  return `SELECT coalesce(json_agg(json_build_object('x', nullif(value, ''), 'y', y${members(question.type)}) ${order('y')}), '[]')
    FROM (SELECT ${GROUP}, ${counted} AS y
            FROM (SELECT ${GROUP}, visitor_id, count(*) AS rows FROM (${valued(question)}) r GROUP BY ${GROUP}, visitor_id) v
           GROUP BY ${GROUP} ${order('y')} ${cut(question)}) listed`;
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

export const weekly = (question) => `
  SELECT json_agg(hours ORDER BY weekday)
    FROM (SELECT weekday, json_agg(coalesce(visitors, 0) ORDER BY hour) AS hours
            FROM generate_series(0, 6) weekday
           CROSS JOIN generate_series(0, 23) hour
            LEFT JOIN (SELECT weekday, hour, count(nullif(visitor_id, 0)) AS visitors
                         FROM (SELECT DISTINCT extract(dow FROM ${local(question.timezone)})::integer AS weekday,
                                      extract(hour FROM ${local(question.timezone)})::integer AS hour, visitor_id
                                 FROM (${allRows(question)}) r) seen
                        GROUP BY weekday, hour) counted USING (weekday, hour)
           GROUP BY weekday) week`;

export const sessionsStats = (question) => `
  SELECT json_build_object('pageviews', json_build_object('value', count(*) FILTER (WHERE type <> 2)),
      'visitors', json_build_object('value', count(DISTINCT nullif(visitor_id, 0))),
      'visits', json_build_object('value', count(DISTINCT nullif(visit_id, 0))),
      'countries', json_build_object('value', count(DISTINCT nullif(country, ''))),
      'events', json_build_object('value', count(*) FILTER (WHERE type = 2)))
    FROM (${allRows(question)}) r`;

export const eventsSeries = (question) => `
  SELECT coalesce(json_agg(json_build_object('x', event, 't', t, 'y', y) ORDER BY t, event COLLATE "C"), '[]')
    FROM (SELECT event, ${unitOfRow(question)} AS t, count(*) AS y FROM (${rowsOf({ ...question, type: 'event' })}) r GROUP BY 1, 2) counted`;

export const eventsStats = (question) => `SELECT jsonb_build_object('data', (${compared((one) => `
  SELECT json_build_object('events', count(*), 'visitors', count(DISTINCT nullif(visitor_id, 0)),
      'visits', count(DISTINCT nullif(visit_id, 0)), 'uniqueEvents', count(DISTINCT event))
    FROM (${rowsOf({ ...one, type: 'event' })}) r`, question)}))`;

const ACTIVE_MS = 5 * 60_000;
export const active = ({ askedAt, resetAt }) => `
  SELECT json_build_object('visitors', count(DISTINCT nullif(visitor_id, 0)))
    FROM verify.flat WHERE ${during({ startAt: askedAt - ACTIVE_MS, endAt: askedAt, resetAt })}`;

export const dateRange = ({ resetAt = 0 }) => `
  SELECT json_build_object('startDate', ${iso('min(at)')}, 'endDate', ${iso('max(at)')}) FROM verify.flat WHERE at >= ${resetAt}`;
