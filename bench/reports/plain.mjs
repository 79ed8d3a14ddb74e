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

function condition([name, filter], type) {
  const [, operator = 'eq', text] = /^(?:(eq|neq|c|dnc|re|nre)\.)?(.*)$/su.exec(filter);
  const property = name.replace(/\d+$/, '');
  const passes = CONDITIONS[NEGATIVE[operator] ?? operator];
  const holds =
    property === 'event' && type !== 'event'
      ? `(visit_id <> 0 AND visit_id IN (SELECT f.visit_id FROM verify.flat f WHERE f.type = 2 AND ${passes('f.event', text)}))`
      : passes(`"${property}"`, text);
  return operator in NEGATIVE ? `NOT (${holds})` : `(${holds})`;
}

/** The rows that a question is about. */
function rowsOf({ startAt, endAt, filters = [], match, eventType, excludeBounce, type }) {
  const types = type === 'event' ? '2' : eventType === undefined ? '1, 3, 4' : String(eventType);
  const conditions = filters.map((filter) => condition(filter, type));
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
