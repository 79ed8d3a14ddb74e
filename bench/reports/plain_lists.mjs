// Lists of visitors and rows, and what a site said of them, as plain SQL: see plain.mjs, whose words these are.
// SPDX-License-Identifier: MIT
import { allRows, iso, listedRows, quoted, unitOfRow } from './plain.mjs';

const orNull = (names) => names.map((name) => `, '${name}', nullif(${name}, '')`).join('');
const pageOf = ({ page = 1, pageSize = 20 }) => `LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`;
export const OF_SESSION = ['browser', 'os', 'device', 'screen', 'country', 'region', 'city'];
export const OF_EVENT = ['hostname', 'browser', 'os', 'device', 'country', 'city'];

/** Whether one of these columns contains what is looked for. */
const found = (columns, search = '') => {
  const contains = (column) => `position(lower(${quoted(search)} COLLATE "und-x-icu") IN lower("${column}" COLLATE "und-x-icu")) > 0`;
  return search === '' ? 'true' : `(${columns.map(contains).join(' OR ')})`;
};

const listOf = (rows, shown, order, question) => `
  WITH listed AS MATERIALIZED (${rows})
  SELECT json_build_object('count', (SELECT count(*) FROM listed), 'data', coalesce((SELECT json_agg(json_build_object(${shown}) ORDER BY ${order} DESC)
    FROM (SELECT * FROM listed ORDER BY ${order} DESC ${pageOf(question)}) page), '[]'))`;

const sessionsAmong = (rows, question) =>
  listOf(
    `SELECT visitor_id, ${OF_SESSION.join(', ')}, min(at) AS first_at, max(at) AS last_at, max(event_id) AS last_id,
            count(DISTINCT visit_id) AS visits, count(*) FILTER (WHERE type <> 2) AS views, count(*) FILTER (WHERE type = 2) AS events
       FROM (${rows}) r
      WHERE visitor_id <> 0 AND ${found(['browser', 'os', 'device', 'city', 'distinctId'], question.search)}
      GROUP BY visitor_id, ${OF_SESSION.join(', ')}`,
    `'firstAt', ${iso('first_at')}, 'lastAt', ${iso('last_at')}, 'visits', visits, 'views', views, 'events', events${orNull(OF_SESSION)}`,
    'last_id',
    question,
  );

export const sessions = (question) => sessionsAmong(allRows(question), question);

/** With all that those did who paid. */
export const revenueSessions = ({ currency, ...question }) => {
  const rows = allRows(question);
  return sessionsAmong(
    `SELECT * FROM (${rows}) r WHERE visitor_id IN
       (SELECT visitor_id FROM (${rows}) paid JOIN verify.amounts USING (event_id) WHERE currency = ${quoted(currency)})`,
    question,
  );
};

export const events = (question) =>
  listOf(
    `SELECT event_id, at, path, type, event${OF_EVENT.map((name) => `, ${name}`).join('')} FROM (${listedRows(question)}) r
      WHERE ${found(['path', 'event'], question.search)}`,
    `'createdAt', ${iso('at')}, 'urlPath', path, 'eventType', type, 'eventName', nullif(event, '')${orNull(OF_EVENT)}`,
    'event_id',
    question,
  );

// Properties --------------------------------------------------------------------------------------------------------------

const named = (column, name) => (name ? `${column} = ${quoted(name)}` : 'true');
const saidWith = (question) => `
  SELECT s.*, r.event, r.at FROM verify.said s JOIN (${listedRows(question)}) r USING (event_id)
   WHERE ${named('r.event', question.eventName)} AND ${named('s.name', question.propertyName)}`;
const saidOf = (question) => `
  SELECT s.*, s.set_at AS at FROM verify.said_of_visitors s
   WHERE s.visitor_id IN (SELECT r.visitor_id FROM (${allRows(question)}) r WHERE r.visitor_id <> 0)
     AND ${named('s.name', question.propertyName)}`;

const SHOWN = { event: 'eventName', name: 'propertyName', type: 'dataType' };

/** How often each combination of columns was said, under the names that the answer has for them. */
const saidBy = (said, columns, most) => {
  const names = Object.keys(columns);
  const order = ['total DESC', ...names.map((name) => (name === 'type' ? name : `${name} COLLATE "C"`))].join(', ');
  const shown = names.map((name) => `'${columns[name]}', ${name === 'event' ? "nullif(event, '')" : name}`).join(', ');
  return `SELECT coalesce(json_agg(json_build_object(${shown}, 'total', total) ORDER BY ${order}), '[]')
    FROM (SELECT ${names.join(', ')}, count(*) AS total FROM (${said}) s ${columns.value ? 'WHERE value IS NOT NULL' : ''}
           GROUP BY ${names.join(', ')} ORDER BY ${order} LIMIT ${most}) listed`;
};
const PROPERTY = { name: SHOWN.name, type: SHOWN.type };

export const eventDataProperties = (question) => saidBy(saidWith(question), SHOWN, 500);
export const eventDataValues = (question) => saidBy(saidWith(question), { value: 'value' }, 100);
export const eventDataFields = (question) =>
  question.eventName ? saidBy(saidWith(question), PROPERTY, 500) : saidBy(saidWith(question), { ...PROPERTY, value: 'value' }, 100);
export const eventDataEvents = (question) => {
  const isOfEvents = question.eventName || (question.filters ?? []).some(([name]) => /^event\d*$/.test(name));
  return isOfEvents ? saidBy(saidWith(question), { ...SHOWN, value: 'propertyValue' }, 500) : eventDataProperties(question);
};
export const sessionDataProperties = (question) => saidBy(saidOf(question), PROPERTY, 500);
export const sessionDataValues = (question) => saidBy(saidOf(question), { value: 'value' }, 100);

export const eventDataStats = (question) => `
  SELECT json_build_object('events', count(DISTINCT event_id), 'properties', count(DISTINCT name), 'records', count(*))
    FROM (${saidWith(question)}) s`;

/** Of those that said this of themselves: what they did among the rows. */
export const sessionDataStats = (question) => `
  SELECT coalesce(json_agg(json_build_object('label', value, 'activity', views + events, 'sessions', sessions, 'visits', visits, 'views', views,
      'events', events) ORDER BY views + events DESC, value COLLATE "C"), '[]')
    FROM (SELECT value, count(*) AS sessions, sum(visits) AS visits, sum(views) AS views, sum(events) AS events
            FROM verify.said_of_visitors s
            JOIN (SELECT visitor_id, count(DISTINCT visit_id) AS visits, count(*) FILTER (WHERE type <> 2) AS views,
                         count(*) FILTER (WHERE type = 2) AS events
                    FROM (${allRows(question)}) r GROUP BY visitor_id) did USING (visitor_id)
           WHERE value IS NOT NULL AND ${named('name', question.propertyName)}
           GROUP BY value ORDER BY sum(views + events) DESC, value COLLATE "C" LIMIT 100) listed`;

const sumsOf = (said, question) => `
  SELECT coalesce(json_agg(json_build_object('t', t, 'y', y) ORDER BY t), '[]')
    FROM (SELECT ${unitOfRow(question)} AS t, sum(number) AS y FROM (${said}) s WHERE type = 2 GROUP BY 1) units`;
export const numericSeries = (question) => sumsOf(saidWith(question), question);
export const sessionNumericSeries = (question) => sumsOf(saidOf(question), question);

export const numericStats = (question) => `
  SELECT json_build_object('total', coalesce(sum(number), 0), 'average', coalesce(avg(number), 0),
      'median', coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY number), 0), 'max', coalesce(max(number), 0), 'min', coalesce(min(number), 0))
    FROM (${saidWith(question)}) s WHERE type = 2`;

export const propertySeries = (question) => `
  SELECT coalesce(json_agg(json_build_object('t', t, 'x', value, 'y', y) ORDER BY t, value COLLATE "C"), '[]')
    FROM (SELECT ${unitOfRow(question)} AS t, value, count(*) AS y FROM (${saidWith(question)}) s WHERE type IN (1, 3) GROUP BY 1, 2) units`;

// One by one --------------------------------------------------------------------------------------------------------------

/** Rows that came with properties, which stand as JSON in the column `said`. */
const telling = (question, property) => `
  SELECT event_id, r.at, r.event, r.path, json_agg(${property} ORDER BY s.name COLLATE "C") AS said
    FROM (${listedRows(question)}) r JOIN verify.said s USING (event_id)
   WHERE ${named('r.event', question.eventName)} AND ${found(['path', 'event'], question.search)}
   GROUP BY event_id, r.at, r.event, r.path`;

export const eventData = (question) =>
  listOf(
    telling(question, `json_build_object('dataKey', s.name, 'dataType', s.type, 'stringValue', s.text, 'numberValue', s.number,
      'dateValue', CASE s.type WHEN 4 THEN s.value END, 'createdAt', ${iso('r.at')})`),
    `'createdAt', ${iso('at')}, 'eventName', nullif(event, ''), 'eventProperties', said`,
    'event_id',
    question,
  );

const pivoted = (of) => `'propertyKeys', (SELECT json_agg(one ->> 0) FROM json_array_elements(${of}) one),
  'propertyValues', (SELECT json_agg(coalesce(one ->> 1, '')) FROM json_array_elements(${of}) one)`;

export const eventDataPivot = (question) =>
  listOf(
    telling(question, 'json_build_array(s.name, s.value)'),
    `'createdAt', ${iso('at')}, 'eventName', nullif(event, ''), 'urlPath', path, ${pivoted('said')}`,
    'event_id',
    question,
  );

export const sessionDataPivot = ({ propertyName, ...question }) =>
  listOf(
    `SELECT said.visitor_id, said.at, "distinctId" FROM (${saidOf({ ...question, propertyName })}) said
       LEFT JOIN verify.identified USING (visitor_id)`,
    `'createdAt', ${iso('at')}, 'distinctId', "distinctId", ${pivoted(`(SELECT json_agg(json_build_array(name, value) ORDER BY name COLLATE "C")
       FROM verify.said_of_visitors also WHERE also.visitor_id = page.visitor_id)`)}`,
    'at',
    question,
  );
